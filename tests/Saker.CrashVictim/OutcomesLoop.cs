using Saker.Platform;
using Saker.Platform.Monitoring.Outcomes;

namespace Saker.CrashVictim;

/// <summary>Outcomes, a few at a time, with a correction of every third one.</summary>
internal sealed class OutcomesLoop(SakerPlatform saker, int seed)
{
    private const int Together = 7;

    public async Task RunAsync()
    {
        for (var call = 0; ; call++)
        {
            await saker.OutcomeIntake.AddAsync([.. Enumerable.Range(0, Together).Select(row => Outcome(call, row, $"{row}"))], CancellationToken.None);
            Acknowledgement.Say($"added {seed}-{call}");
            if (call % 3 != 0)
                continue;
            await saker.OutcomeIntake.AddAsync([Outcome(call, 0, "corrected")], CancellationToken.None);
            Acknowledgement.Say($"corrected {seed}-{call}");
        }
    }

    private NewOutcome Outcome(int call, int row, string value) => new() { RequestId = $"{seed}-{call}", Row = row, Value = value };
}
