using Saker.Data;
using Saker.Learning.Tuning;

namespace Saker.Platform.Studies;

/// <summary>
/// A stored study at work: it proposes trials from all that is stored, also by other processes, and stores each change before its
/// caller hears of it. Stopped and opened again, it goes on as it would have. Thread-safe.
/// </summary>
public sealed class OpenStudy : IAskTell
{
    private readonly IStudyStore _store;
    private readonly bool _isOwned;
    private readonly SemaphoreSlim _gate = new(1);
    private Study _known;
    private long _change;

    internal OpenStudy(StoredStudy study, IStudyStore store, bool isOwned)
    {
        Study = study;
        _store = store;
        _isOwned = isOwned;
        _known = new Study(study.Settings);
    }

    public StoredStudy Study { get; }

    /// <summary>Begins the next trial, or one that waits; null when nothing is left to try.</summary>
    public ValueTask<Trial?> AskAsync(int maxTrials, CancellationToken cancellationToken) => BeginAsync(known => known.Ask(maxTrials), cancellationToken);

    /// <summary>Begins a trial with the caller's own parameters.</summary>
    /// <exception cref="SakerException">They are no point of the space.</exception>
    public async ValueTask<Trial> AskAsync(IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken) =>
        (await BeginAsync(known => known.Ask(parameters), cancellationToken))!;

    public ValueTask<bool> ReportAsync(int number, long step, double value, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        await CatchUpAsync(cancellationToken);
        var shouldPrune = _known.Report(number, step, value);
        await _store.ReportAsync(Study.Name, number, new TrialReport(step, value), cancellationToken);
        return shouldPrune;
    }, cancellationToken);

    /// <summary>Whether a running trial should be ended now.</summary>
    public ValueTask<bool> ShouldPruneAsync(int number, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        await CatchUpAsync(cancellationToken);
        return _known.ShouldPrune(number);
    }, cancellationToken);

    public async ValueTask TellAsync(int number, TrialResult result, CancellationToken cancellationToken) =>
        await EndAsync(known => known.Tell(number, result), cancellationToken);

    public async ValueTask GiveUpAsync(int number, string reason, CancellationToken cancellationToken) =>
        await EndAsync(known => known.GiveUp(number, reason), cancellationToken);

    private ValueTask<Trial?> BeginAsync(Func<Study, Trial?> ask, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        while (true)
        {
            await CatchUpAsync(cancellationToken);
            if (ask(_known) is not { } trial)
                return null;
            if (await _store.BeginAsync(Study.Name, trial, _isOwned, cancellationToken) is not null)
                return trial;

            // Another process began that one: what was proposed here did not happen.
            Forget();
        }
    }, cancellationToken);

    private ValueTask<bool> EndAsync(Func<Study, Trial> end, CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        await CatchUpAsync(cancellationToken);
        await _store.EndAsync(Study.Name, end(_known), cancellationToken);
        return true;
    }, cancellationToken);

    private async ValueTask<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        catch
        {
            // Whether the change was stored is not certain; what is stored is asked for again.
            Forget();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        foreach (var changed in await _store.ListTrialsAsync(Study.Name, _change, cancellationToken))
        {
            _known.Take(changed.Trial);
            _change = Math.Max(_change, changed.Change);
        }
    }

    private void Forget()
    {
        _known = new Study(Study.Settings);
        _change = 0;
    }
}
