using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Tests.Monitoring.Outcomes;

/// <summary>A process that takes outcomes and is killed as nothing can prevent, again and again.</summary>
public sealed class OutcomeCrashTests
{
    private const int Kills = 4;
    private const int Together = 7;

    // As the victim's own switch for outcomes.
    private const int OutcomesOnly = -2;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_acknowledged_outcome_is_lost_and_none_is_there_in_part()
    {
        await using var backend = new EmbeddedBackend();
        var (added, corrected) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = new VictimProcess(backend.Folder, "added", kill, OutcomesOnly);
            await victim.UnderWay.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
            await Task.Delay(random.Next(20, 400), Cancellation);
            foreach (var words in (await victim.KillAsync(Cancellation)).Select(line => line.Split(' ')))
                (words[0] == "corrected" ? corrected : words[0] == "added" ? added : []).Add(words[^1]);

            var saker = await backend.OpenAsync();
            foreach (var id in added)
                Assert.Equal(Enumerable.Range(0, Together), (await saker.Outcomes.FindAsync(id, Cancellation)).Select(outcome => outcome.Row));
            foreach (var id in corrected)
            {
                var first = (await saker.Outcomes.FindAsync(id, Cancellation))[0];
                Assert.Equal(("corrected", "0"), (first.Value, Assert.Single(first.History).Value));
            }
            // What was not acknowledged is there as a whole or not at all.
            var page = await saker.Outcomes.ListAsync(new OutcomeFilter { MaxCount = OutcomeFilter.MaxPage }, Cancellation);
            Assert.All(page.NextPage is null ? page.Outcomes.GroupBy(outcome => outcome.RequestId) : [], request => Assert.Equal(Together, request.Count()));
            await backend.CloseAsync(saker);
        }
        Assert.True(added.Count > Kills && corrected.Count > 0);
    }
}
