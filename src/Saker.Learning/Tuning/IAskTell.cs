using Saker.Data;

namespace Saker.Learning.Tuning;

/// <summary>
/// A study as those see it who evaluate its trials: ask for parameters, report on the way, tell how it ended. Thread-safe: any
/// number of trials may run at once.
/// </summary>
public interface IAskTell
{
    /// <summary>Begins the next trial, or one that was given up; null when nothing is left to try.</summary>
    /// <param name="maxTrials">No trial is added beyond so many in all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<Trial?> AskAsync(int maxTrials, CancellationToken cancellationToken);

    /// <summary>Notes how a running trial does at a step; a step that was reported before keeps its first value.</summary>
    /// <returns>Whether the trial should be ended as pruned.</returns>
    /// <exception cref="SakerException">There is no such trial (not found), it does not run (conflict), or the step is below 0 (invalid input).</exception>
    ValueTask<bool> ReportAsync(int number, long step, double value, CancellationToken cancellationToken);

    /// <summary>Ends a running trial.</summary>
    /// <exception cref="SakerException">There is no such trial (not found), or it does not run (conflict).</exception>
    ValueTask TellAsync(int number, TrialResult result, CancellationToken cancellationToken);

    /// <summary>Sets a running trial aside, so that it is begun again later.</summary>
    /// <exception cref="SakerException">There is no such trial (not found), or it does not run (conflict).</exception>
    ValueTask GiveUpAsync(int number, string reason, CancellationToken cancellationToken);
}
