package org.recruitmentintake.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.forwarding.message.RecipientKey;
import org.recruitmentintake.privacy.keys.KeyInUse;
import org.recruitmentintake.privacy.keys.KeyPurpose;

/** The command {@code keys}: makes keys, takes those of recipients, prints thumbprints and check values. */
final class KeysCommand {

    static final int WRONG_USAGE = 2;

    private static final String USAGE = """
            keys sealing FOLDER ID       makes the sealing key FOLDER/ID
            keys blind-index FILE        makes the key of the blind index; once for an installation
            keys signing FOLDER ID       makes the signing key FOLDER/ID.jwk
            keys recipient FOLDER BRANCH FILE [THUMBPRINT]
                                         checks a branch's public key, a JWK or PEM, and stores it as FOLDER/BRANCH.jwk;
                                         with the thumbprint, which the branch has sent separately, only that key
            keys print sealing FOLDER | blind-index FILE | signing FOLDER | recipients FOLDER
                                         prints check values of secret keys and thumbprints (RFC 7638) of public ones
            The first key of a folder is named in FOLDER/current; a further one is not in use until it is named there.
            Only the file of a recipient is ever overwritten.""";

    private final PrintStream out;

    private KeysCommand(PrintStream out) {
        this.out = out;
    }

    /** @return the exit status */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        try {
            if (new KeysCommand(out).perform(words)) return 0;
            err.println(USAGE);
            return WRONG_USAGE;
        } catch (IOException | IllegalArgumentException failure) {
            err.println(reason(failure));
            return 1;
        }
    }

    /** @return false if the words name no command */
    private boolean perform(List<String> words) throws IOException {
        var count = words.size();
        var command = count == 0 ? "" : words.get(0);
        if (command.equals("sealing") && count == 3) {
            create(command, Path.of(words.get(1)), words.get(2), "", KeyMaterial.secret());
        } else if (command.equals("blind-index") && count == 2) {
            var file = Path.of(words.get(1));
            KeyFile.create(file, KeyMaterial.secret());
            print(StoredKeys.read(command, file).orElseThrow());
        } else if (command.equals("signing") && count == 3) {
            create(command, Path.of(words.get(1)), words.get(2), ".jwk", KeyMaterial.signingKey(words.get(2)));
        } else if (command.equals("recipient") && (count == 4 || count == 5)) {
            take(Path.of(words.get(1)), words.get(2), Path.of(words.get(3)), count == 5 ? words.get(4) : null);
        } else if (command.equals("print") && count == 3) {
            var keys = StoredKeys.read(words.get(1), Path.of(words.get(2)));
            keys.ifPresent(this::print);
            return keys.isPresent();
        } else {
            return false;
        }
        return true;
    }

    private void create(String kind, Path folder, String id, String suffix, String content) throws IOException {
        KeyFile.create(folder.resolve(KeyFile.requireId(id) + suffix), content);
        var current = folder.resolve("current");
        if (Files.notExists(current)) KeyFile.create(current, id);
        print(StoredKeys.read(kind, folder).orElseThrow().stream().filter(key -> key.id().equals(id)).toList());
    }

    /** @param thumbprint of the only key that is taken; null if any key is */
    private void take(Path folder, String branch, Path file, String thumbprint) throws IOException {
        if (Stream.of(Branch.values()).noneMatch(known -> known.name().equals(branch))) {
            throw new IllegalArgumentException(branch + " is no branch: " + List.of(Branch.values()));
        }
        RecipientKey key;
        try {
            key = RecipientKey.parse(branch, Files.readString(file));
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(file + " " + unusable.getMessage());
        }
        if (thumbprint != null && !thumbprint.equals(key.thumbprint())) {
            throw new IllegalArgumentException("%s is another key: its thumbprint is %s".formatted(file,
                    key.thumbprint()));
        }
        KeyFile.replace(folder.resolve(branch + ".jwk"), key.toJwk());
        print(List.of(new KeyInUse(KeyPurpose.RECIPIENT, branch, key.thumbprint())));
        if (thumbprint == null) {
            out.println(
                    "Compare this thumbprint with the branch over another channel than the one that brought the key.");
        }
    }

    private void print(List<KeyInUse> keys) { keys.forEach(out::println); }

    private static String reason(Exception failure) {
        if (failure instanceof NoSuchFileException missing) return missing.getFile() + " is not there";
        if (failure instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is there already, and is not overwritten";
        }
        if (failure instanceof IOException) return failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return failure.getMessage();
    }
}
