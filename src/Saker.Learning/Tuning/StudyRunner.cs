using Saker.Data;

namespace Saker.Learning.Tuning;

/// <summary>Evaluates trials of a study until its limits are reached. A trial whose objective throws has failed, with its message as the reason; the search goes on.</summary>
public sealed class StudyRunner(IAskTell study, TimeProvider time)
{
    /// <summary>Computes the objective of one trial.</summary>
    /// <returns>Its value, or <see cref="TrialResult.Pruned"/> after a report said to stop.</returns>
    public delegate Task<TrialResult> Objective(ActiveTrial trial, CancellationToken cancellationToken);

    /// <summary>Runs trials until the limits are reached or nothing is left to try.</summary>
    /// <param name="objective">Called once a trial; with <see cref="TuningLimits.Parallel"/> above 1 from several threads at once.</param>
    /// <param name="limits">When to stop.</param>
    /// <param name="cancellationToken">Stops; trials under way are given up, and begun again by the next runner of the study.</param>
    /// <exception cref="SakerException">The limits are not possible, or the study cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task RunAsync(Objective objective, TuningLimits limits, CancellationToken cancellationToken)
    {
        if (limits.Trials < 1)
            throw new SakerException(ErrorKind.InvalidInput, $"The number of trials must be at least 1; got {limits.Trials}.", "trials");
        if (limits.Parallel < 1)
            throw new SakerException(ErrorKind.InvalidInput, $"The number of trials at once must be at least 1; got {limits.Parallel}.", "parallel");
        var started = time.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, limits.Parallel).Select(_ => Task.Run(() => WorkAsync(objective, limits, started, stop), CancellationToken.None)));
    }

    private async Task WorkAsync(Objective objective, TuningLimits limits, long started, CancellationTokenSource stop)
    {
        try
        {
            while (limits.Time is not { } limit || time.GetElapsedTime(started) < limit)
            {
                stop.Token.ThrowIfCancellationRequested();
                if (await study.AskAsync(limits.Trials, stop.Token) is not { } trial)
                    return;
                await EvaluateAsync(objective, trial, stop.Token);
            }
        }
        catch
        {
            // One that cannot go on stops the others too, so that its reason is heard now and not after their trials.
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task EvaluateAsync(Objective objective, Trial trial, CancellationToken cancellationToken)
    {
        TrialResult result;
        try
        {
            result = await objective(new ActiveTrial(study, trial), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await study.GiveUpAsync(trial.Number, "The search was stopped while it ran.", CancellationToken.None);
            throw;
        }
        catch (Exception exception)
        {
            result = TrialResult.Failed(exception.Message);
        }
        await study.TellAsync(trial.Number, result, CancellationToken.None);
    }
}
