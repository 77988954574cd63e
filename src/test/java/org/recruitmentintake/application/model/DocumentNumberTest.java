package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All spellings of a number have the same folded number, and different numbers stay different. */
class DocumentNumberTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "YA1234567            | ya1234567",
            "YA1234567            | YA 123-45/67",
            "YA1234567            | № YA(123)<45.67",
            "YA1234567            | ＹＡ１２３４５６７",
            "YA1234567            | 𝐘𝑨𝟏𝟚𝟥𝟰𝟻67",
            "YA1234567            | Ⓨ🄰①②③④⑤⑥⑦",
            "YA1234567            | Y\u0301A\u0338123\u20DD4567",
            "YA1234567            | YAʼ1ˈ234567",
            "A12345678            | A١٢٣٤٥٦٧٨",
            "A12345678            | Ａ१२३४५६७८",
            "A123                 | a፩፪፫",
            "ABEHIKMNOPTXYZ       | ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ",
            "ABEHIKMNOPTXYZ       | αβεηικμνορτχυζ",
            "ABCEHIJKMOPSTXY      | АВСЕНІЈКМОРЅТХУ",
            "ABCEHIJKMOPSTXY      | авсеніјкморѕтху",
            "ABCDEGHJKLMPRSTVWZ   | ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᏔᏃ",
            "ABCDEGHJKLMPRSTVWZ   | ꭺᏼꮯꭰꭼꮐꮋꭻꮶꮮꮇꮲꭱꮪꭲꮩꮤꮓ",
            "ABCDEFGHIJKLMNOPRSTUVWXYZ | ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ",
            "ABCDEFGHIJKLMNOPQRSTUVWYZ | ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ",
            "IJ1                  | ıȷ1",
            "IJ1                  | İĵ1",
            "ILG                  | Ⅰℓɡ",
            "C1                   | ϲ1",
            "П1                   | π1",
            "Г1                   | γ1",
            "كتاب1                | كتـــاب1",
            "IV12                 | Ⅳ-12"})
    void spellingsOfANumberAreFoldedAlike(String number, String other) {
        assertEquals(DocumentNumber.folded(number), DocumentNumber.folded(other));
        assertTrue(DocumentNumber.isSame(number, other));
    }

    @ParameterizedTest
    @CsvSource({
            "O123, 0123", "I123, 1123", "l123, 1123", "З123, 3123", "б123, 6123", "S5, 55", "B8, 88", "Z2, 22",
            "RN1, M1", "rn1, m1", "VV1, W1", "CL1, D1", "OO1, O1", "ß1, SS1", "Æ1, AE1", "L1, I1", "V1, N1",
            "В1, Ь1", "И1, Й12", "A12, A21", "1, 11", "Ø1, 01", "Ж1, K1", "Д1, A1"})
    void differentNumbersStayDifferent(String number, String other) {
        assertNotEquals(DocumentNumber.folded(number), DocumentNumber.folded(other));
        assertFalse(DocumentNumber.isSame(number, other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", ".- /", "№", "<<<", "()", "\u0301", "ـ", "ʼ", "😀", "℡"})
    void textWithoutLetterOrDigitIsNoNumber(String text) {
        assertFalse(DocumentNumber.isNumber(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "№ 1", "O", "漢", "१", "(А)", "한"})
    void textWithLetterOrDigitIsANumber(String text) {
        assertTrue(DocumentNumber.isNumber(text));
    }

    @Test
    void foldingIsIdempotentAndMakesNoDigits() {
        var wrong = new TreeSet<String>();
        for (var character = 0; character <= Character.MAX_CODE_POINT; character++) {
            var text = Character.toString(character);
            var folded = DocumentNumber.folded(text);
            if (Character.isLetter(character) && folded.codePoints().anyMatch(Character::isDigit)
                    || !folded.equals(DocumentNumber.folded(folded))) {
                wrong.add("%04X %s %s".formatted(character, text, folded));
            }
        }
        assertEquals(new TreeSet<>(), wrong);
    }

    @Test
    void smallAndCapitalLettersAreFoldedAlike() {
        var wrong = new TreeSet<String>();
        for (var character = 0; character <= Character.MAX_CODE_POINT; character++) {
            var upper = Character.toUpperCase(character);
            if (Character.isLetter(character) && !DocumentNumber.folded(Character.toString(character))
                    .equals(DocumentNumber.folded(Character.toString(upper)))) {
                wrong.add("%04X %04X".formatted(character, upper));
            }
        }
        assertEquals(new TreeSet<>(), wrong);
    }
}
