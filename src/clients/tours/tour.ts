// The tour with the TypeScript client that openapi-generator has made of the served document.
import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import {
    Application, ApplicationRequest, ApplicationsApi, ApplicationSummary, ApplicationToJSON, Branch, Configuration, DocumentKind,
    Problem, ProblemFromJSON, ResponseError, Route,
} from './index';

function client(address: string): ApplicationsApi {
    return new ApplicationsApi(new Configuration({ basePath: address, accessToken: async () => process.env.TOKEN! }));
}

function application(birthDate: string): ApplicationRequest {
    const given = { given: true, at: new Date('2026-01-15T09:00:00Z') };
    return {
        route: Route.Embassy,
        embassy: 'ca-ottawa',
        branch: Branch.GroundForces,
        applicant: {
            name: 'Тест TypeScript',
            birthDate: new Date(birthDate),
            citizenships: new Set(['CA']),
            document: { kind: DocumentKind.TravelPassport, country: 'CA', number: 'TS' + randomUUID().slice(0, 18) },
        },
        consents: { dataProcessing: given, verification: given },
    };
}

async function refused(call: Promise<unknown>): Promise<Problem> {
    try {
        await call;
    } catch (refusal) {
        assert(refusal instanceof ResponseError, String(refusal));
        const problem = ProblemFromJSON(await refusal.response.json());
        assert.equal(problem.status, refusal.response.status);
        return problem;
    }
    throw new Error('not refused');
}

async function tour(): Promise<void> {
    const applications = client(process.env.SERVICE!);

    // Post.
    const answer = await applications.postApplicationRaw(
        { idempotencyKey: randomUUID(), applicationRequest: application('1994-02-28') });
    const tag: string = answer.raw.headers.get('ETag')!;
    const posted: Application = await answer.value();
    assert.equal(answer.raw.status, 201);
    assert.equal(posted.state, 'IN_PROGRESS');
    assert.equal(posted.attention, false);
    assert(posted.createdAt instanceof Date && posted.decision!.day instanceof Date);
    assert(posted.decision!.findings.some(finding => finding.consequence === 'HOLD'));

    // Read.
    const read = await applications.getApplication({ id: posted.id });
    assert.equal(read.id, posted.id);
    assert.equal(read.createdAt.getTime(), posted.createdAt.getTime());

    // List, page by page.
    let found: ApplicationSummary | undefined;
    let changedSince: string | undefined;
    while (!found) {
        const page = await applications.listApplications({ limit: 200, changedSince });
        found = page.items.find(row => row.id === posted.id);
        assert(found || page.items.length > 0, 'not listed');
        changedSince = page.next;
    }
    assert.equal(found.version, 1);

    // Amend; then with the same version again.
    const amendment = { id: posted.id, ifMatch: tag, applicationPatch: { preferredUnit: '4th Example Brigade' } };
    assert.equal((await applications.amendApplication(amendment)).id, posted.id);
    const stale = await refused(applications.amendApplication(amendment));
    assert.deepEqual([stale.status, stale.code], [412, 'stale']);

    // A problem, whose pointers are read.
    const invalid = await refused(applications.postApplication(
        { idempotencyKey: randomUUID(), applicationRequest: application('2999-01-01') }));
    assert.equal(invalid.code, 'invalid-body');
    assert.deepEqual(invalid.errors!.map(error => [error.pointer, error.code]), [['/applicant/birthDate', 'in-the-future']]);

    // Withdraw.
    assert.equal((await applications.withdrawApplication({ id: posted.id })).state, 'WITHDRAWN');

    // What a later version of the service adds survives.
    const later = await client(process.env.NEWER_SERVICE!).getApplication({ id: posted.id });
    assert.equal(later.state, 'ON_LEAVE');
    assert.deepEqual(later['addedLater'], { answer: 42 });
    assert.deepEqual(ApplicationToJSON(later)['addedLater'], { answer: 42 });
}

tour().catch(failure => {
    console.error(failure);
    process.exit(1);
});
