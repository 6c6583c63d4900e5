using Saker.Data;
using Saker.Learning.Tuning.Samplers;

namespace Saker.Learning.Tuning;

/// <summary>
/// A search for the parameters with the best value of an objective, in memory. Ask for a trial, evaluate it, tell how it went;
/// <see cref="StudyRunner"/> does all three. Thread-safe. Told the same values in the same order, it asks for the same trials.
/// </summary>
public sealed class Study : IAskTell
{
    /// <summary>How often a trial is begun before it counts as failed: whatever ends its process may be the trial itself.</summary>
    public const int MaxAttempts = 3;

    private readonly Lock _lock = new();
    private readonly StudyHistory _history;
    private readonly Proposer _proposer;
    private readonly double _sign;

    /// <exception cref="SakerException">The sampler does not fit the space.</exception>
    public Study(StudySettings settings)
    {
        Settings = settings;
        var faults = settings.Sampler.FaultsOn(settings.Space).Select(fault => new Problem("sampler", fault)).ToList();
        if (faults.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The study is not possible.", faults);
        _history = new StudyHistory(settings.Space, settings.Seed);
        _proposer = settings.Sampler.Open(settings.Space, settings.Seed);
        _sign = settings.Direction == Direction.Maximize ? -1 : 1;
    }

    public StudySettings Settings { get; }

    /// <summary>Every trial, by number.</summary>
    public IReadOnlyList<Trial> Trials
    {
        get
        {
            lock (_lock)
                return [.. _history.Trials.Select(Snapshot)];
        }
    }

    /// <summary>The complete trial with the best value, of equal ones the earliest; null when none is complete.</summary>
    public Trial? Best
    {
        get
        {
            lock (_lock)
                return _history.Trials.Where(trial => trial.State == TrialState.Complete).MinBy(trial => trial.Loss) is { } best ? Snapshot(best) : null;
        }
    }

    /// <summary>Begins a trial; null when nothing is left to try (a grid ends).</summary>
    /// <param name="maxTrials">No trial is added beyond so many in all; one that was given up is begun again all the same.</param>
    public Trial? Ask(int maxTrials = int.MaxValue)
    {
        lock (_lock)
        {
            if (_history.Trials.Find(trial => trial.State == TrialState.Waiting) is { } waiting)
            {
                waiting.Restart();
                return Snapshot(waiting);
            }
            if (_history.Trials.Count >= maxTrials)
                return null;
            var point = new double[_history.Space.Parameters.Count];
            return _proposer.Propose(_history, _history.Trials.Count, point) ? Begin_NeedsLock(_history.Space.ValuesAt(point)) : null;
        }
    }

    /// <summary>Begins a trial with the caller's own parameters: a known good start, say.</summary>
    /// <exception cref="SakerException">They are no point of the space.</exception>
    public Trial Ask(IReadOnlyDictionary<string, object> parameters)
    {
        lock (_lock)
            return Begin_NeedsLock(parameters);
    }

    /// <inheritdoc cref="IAskTell.ReportAsync"/>
    public bool Report(int number, long step, double value)
    {
        if (step < 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The step must be at least 0; got {step}.", "step");
        lock (_lock)
        {
            var trial = Running_NeedsLock(number);
            trial.Add(step, _sign * value);
            return Settings.Pruner.ShouldPrune(_history, trial);
        }
    }

    /// <summary>Whether a running trial should be ended now.</summary>
    /// <exception cref="SakerException">There is no such trial (not found), or it does not run (conflict).</exception>
    public bool ShouldPrune(int number)
    {
        lock (_lock)
            return Settings.Pruner.ShouldPrune(_history, Running_NeedsLock(number));
    }

    /// <inheritdoc cref="IAskTell.TellAsync"/>
    public Trial Tell(int number, TrialResult result)
    {
        lock (_lock)
        {
            var trial = Running_NeedsLock(number);
            trial.State = result.State;
            trial.Loss = result.Value is { } value ? _sign * value : double.NaN;
            trial.Reason = result.Reason;
            return Snapshot(trial);
        }
    }

    /// <summary>Sets a running trial aside to be begun again; after <see cref="MaxAttempts"/> it has failed.</summary>
    /// <exception cref="SakerException">There is no such trial (not found), or it does not run (conflict).</exception>
    public Trial GiveUp(int number, string reason)
    {
        lock (_lock)
        {
            var trial = Running_NeedsLock(number);
            (trial.State, trial.Reason) = trial.Attempt < MaxAttempts ? (TrialState.Waiting, reason) : (TrialState.Failed, $"{reason} It was tried {trial.Attempt} times.");
            return Snapshot(trial);
        }
    }

    /// <summary>Takes over a trial as it is elsewhere: the next one, or one that is here and changed.</summary>
    /// <exception cref="SakerException">Trials before it are missing, or its parameters are no point of the space.</exception>
    public void Take(Trial trial)
    {
        lock (_lock)
        {
            if (trial.Number > _history.Trials.Count)
                throw new SakerException(ErrorKind.InvalidInput, $"Trial {trial.Number} cannot be taken over before trial {_history.Trials.Count}.", "number");
            if (trial.Number == _history.Trials.Count)
                _history.Trials.Add(new TrialEntry(trial.Number, trial.Parameters, []));
            _history.Trials[trial.Number].Take(trial, Settings.Space, _sign);
        }
    }

    public Trial? Find(int number)
    {
        lock (_lock)
            return number >= 0 && number < _history.Trials.Count ? Snapshot(_history.Trials[number]) : null;
    }

    ValueTask<Trial?> IAskTell.AskAsync(int maxTrials, CancellationToken cancellationToken) => ValueTask.FromResult(Ask(maxTrials));

    ValueTask<bool> IAskTell.ReportAsync(int number, long step, double value, CancellationToken cancellationToken) => ValueTask.FromResult(Report(number, step, value));

    ValueTask IAskTell.TellAsync(int number, TrialResult result, CancellationToken cancellationToken)
    {
        Tell(number, result);
        return ValueTask.CompletedTask;
    }

    ValueTask IAskTell.GiveUpAsync(int number, string reason, CancellationToken cancellationToken)
    {
        GiveUp(number, reason);
        return ValueTask.CompletedTask;
    }

    private Trial Begin_NeedsLock(IReadOnlyDictionary<string, object> values)
    {
        var point = _history.Space.PointOf(values);
        var trial = new TrialEntry(_history.Trials.Count, _history.Space.Typed(values), point) { State = TrialState.Running };
        _history.Trials.Add(trial);
        return Snapshot(trial);
    }

    private TrialEntry Running_NeedsLock(int number)
    {
        if (number < 0 || number >= _history.Trials.Count)
            throw new SakerException(ErrorKind.NotFound, $"There is no trial {number}; the study has {_history.Trials.Count}.", "trial");
        var trial = _history.Trials[number];
        return trial.State == TrialState.Running ? trial : throw new SakerException(ErrorKind.Conflict, $"Trial {number} does not run: it is {trial.State.ToString().ToLowerInvariant()}.", "trial");
    }

    private Trial Snapshot(TrialEntry trial) => new()
    {
        Number = trial.Number,
        State = trial.State,
        Parameters = trial.Values,
        Value = trial.State == TrialState.Complete ? _sign * trial.Loss : null,
        Reports = [.. trial.Reports.Select(report => report with { Value = _sign * report.Value })],
        Reason = trial.Reason,
        Attempt = trial.Attempt,
    };
}
