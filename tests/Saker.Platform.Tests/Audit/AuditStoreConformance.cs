using Saker.Data;
using Saker.Platform.Audit;

namespace Saker.Platform.Tests.Audit;

/// <summary>What every <see cref="IAuditStore"/> does.</summary>
public abstract class AuditStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    protected IAuditStore Store => Saker.Audit;

    [Fact]
    public async Task Acts_are_listed_as_noted_the_newest_first_page_by_page()
    {
        var noted = new List<AuditEntry>();
        for (var i = 0; i < 7; i++)
            noted.Add(await Store.AppendAsync(Entry($"act {i}"), Cancellation));
        noted.Reverse();
        List<AuditEntry> read = [];
        string? before = null;
        while (await Store.ListAsync(before, 3, Cancellation) is { Count: > 0 } page)
        {
            read.AddRange(page);
            before = page[^1].Id;
        }
        Assert.Equal(noted, read);
        Assert.Equal(("root", "id", AuditOutcome.Refused, "why", "r1"), (read[0].Actor, read[0].KeyId, read[0].Outcome, read[0].Detail, read[0].RequestId));
    }

    [Fact]
    public async Task Acts_are_found_by_who_did_what_to_what_how_it_ended_and_when()
    {
        var first = await Store.AppendAsync(Entry("Churn_1") with { Act = "endpoint.deploy", Actor = "anna", Outcome = AuditOutcome.Done }, Cancellation);
        await Task.Delay(20, Cancellation);
        var second = await Store.AppendAsync(Entry("churn%2") with { Act = "endpoint.remove", Actor = "ben", Outcome = AuditOutcome.Failed }, Cancellation);
        var third = await Store.AppendAsync(Entry("other") with { Act = "endpointless", Actor = "anna", Outcome = AuditOutcome.Done }, Cancellation);

        Assert.Equal([third, first], await FindAsync(new AuditFilter { Actor = "anna" }));
        Assert.Equal([second, first], await FindAsync(new AuditFilter { Act = "endpoint." }));
        Assert.Equal([second], await FindAsync(new AuditFilter { Act = "endpoint.remove" }));
        Assert.Equal([second, first], await FindAsync(new AuditFilter { Target = "CHURN" }));
        Assert.Equal([second], await FindAsync(new AuditFilter { Target = "n%" }));
        Assert.Equal([first], await FindAsync(new AuditFilter { Target = "n_" }));
        Assert.Equal([second], await FindAsync(new AuditFilter { Outcome = AuditOutcome.Failed }));
        Assert.Equal([third, second], await FindAsync(new AuditFilter { From = second.At }));
        Assert.Equal([first], await FindAsync(new AuditFilter { To = second.At }));
        Assert.Equal([first], await Store.ListAsync(new AuditFilter { Actor = "anna" }, third.Id, 10, Cancellation));
        Assert.Empty(await FindAsync(new AuditFilter { Actor = "anna", Act = "endpoint.remove" }));
    }

    private Task<IReadOnlyList<AuditEntry>> FindAsync(AuditFilter filter) => Store.ListAsync(filter, null, 10, Cancellation);

    [Fact]
    public async Task A_text_that_is_too_long_is_cut_and_the_act_noted()
    {
        var noted = await Store.AppendAsync(Entry(new string('x', 100_000)), Cancellation);
        Assert.InRange(noted.Target.Length, 1, 1_001);
        Assert.Equal(noted, Assert.Single(await Store.ListAsync(null, 10, Cancellation)));
    }

    [Fact]
    public async Task A_text_is_cut_between_its_characters()
    {
        var noted = await Store.AppendAsync(Entry(new string('x', 999) + "🦅 and more"), Cancellation);
        Assert.Equal(new string('x', 999) + "…", noted.Target);
        Assert.Equal(noted, Assert.Single(await Store.ListAsync(null, 10, Cancellation)));
        Assert.Empty((await Store.VerifyAsync(null, Cancellation)).Faults);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task A_page_has_1_to_1000_entries(int max) => await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.ListAsync(null, max, Cancellation));

    [Fact]
    public async Task Chain_is_whole_after_any_number_of_acts_by_several_processes()
    {
        Assert.True((await Store.VerifyAsync(null, Cancellation)).IsWhole);
        var other = await Backend.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? Store : other.Audit).AppendAsync(Entry($"act {i}"), Cancellation)));
        var found = await Store.VerifyAsync(null, Cancellation);
        Assert.Equal((60, 0, true), (found.EntryCount, found.OlderCount, found.IsWhole));
        Assert.StartsWith("60:", found.Anchor, StringComparison.Ordinal);
        Assert.True((await other.Audit.VerifyAsync(found.Anchor, Cancellation)).IsWhole);
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'nobody' WHERE number = 3", "Entry 3 (")]
    [InlineData("UPDATE audit SET detail = NULL WHERE number = 5", "Entry 5 (")]
    [InlineData("DELETE FROM audit WHERE number = 2", "Entry 2 is missing.")]
    [InlineData("DELETE FROM audit WHERE number = 5", "ends with entry 4")]
    [InlineData("UPDATE audit SET at = at + 1 WHERE number = 1", "Entry 1 (")]
    [InlineData("DELETE FROM audit WHERE number = 5; UPDATE audit_head SET number = 4, hash = (SELECT hash FROM audit WHERE number = 4)", "not written by this installation")]
    [InlineData("UPDATE audit_head SET signature = NULL", "it is not signed")]
    [InlineData("DELETE FROM audit_head", "The head of the chain is missing")]
    [InlineData("INSERT INTO audit (id, at, actor, act, target, outcome) VALUES ('0', 1, 'x', 'x', 'x', 'done')", "older than the chain")]
    public async Task Whatever_somebody_changes_in_the_database_is_found(string sql, string expected)
    {
        for (var i = 0; i < 5; i++)
            await Store.AppendAsync(Entry($"act {i}"), Cancellation);
        await WithoutGuardAsync(sql);
        var found = await Store.VerifyAsync(null, Cancellation);
        Assert.Contains(found.Faults, fault => fault.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chain_that_was_written_anew_does_not_fit_its_anchor()
    {
        for (var i = 0; i < 3; i++)
            await Store.AppendAsync(Entry($"act {i}"), Cancellation);
        var anchor = (await Store.VerifyAsync(null, Cancellation)).Anchor;
        await WithoutGuardAsync("DELETE FROM audit; UPDATE audit_head SET number = 0, hash = '', first_hash = NULL");
        for (var i = 0; i < 4; i++)
            await Store.AppendAsync(Entry($"other {i}"), Cancellation);
        Assert.True((await Store.VerifyAsync(null, Cancellation)).IsWhole);
        Assert.Contains("written anew", Assert.Single((await Store.VerifyAsync(anchor, Cancellation)).Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("3:abc")]
    public async Task What_is_no_anchor_is_refused(string anchor) => await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.VerifyAsync(anchor, Cancellation));

    /// <summary>Changes the audit as somebody does who may change the database itself.</summary>
    protected abstract Task WithoutGuardAsync(string sql);

    protected static AuditEntry Entry(string target) =>
        new() { Actor = "root", KeyId = "id", Act = AuditActs.KeyCreated, Target = target, Outcome = AuditOutcome.Refused, Detail = "why", RequestId = "r1" };
}
