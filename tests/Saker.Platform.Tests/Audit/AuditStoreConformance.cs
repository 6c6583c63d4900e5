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
    public async Task A_text_that_is_too_long_is_cut_and_the_act_noted()
    {
        var noted = await Store.AppendAsync(Entry(new string('x', 100_000)), Cancellation);
        Assert.InRange(noted.Target.Length, 1, 1_001);
        Assert.Equal(noted, Assert.Single(await Store.ListAsync(null, 10, Cancellation)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task A_page_has_1_to_1000_entries(int max) => await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.ListAsync(null, max, Cancellation));

    protected static AuditEntry Entry(string target) =>
        new() { Actor = "root", KeyId = "id", Act = AuditActs.KeyCreated, Target = target, Outcome = AuditOutcome.Refused, Detail = "why", RequestId = "r1" };
}
