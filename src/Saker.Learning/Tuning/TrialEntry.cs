using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning;

/// <summary>A trial as samplers and pruners see it: its place in the space, and losses, of which the lower is the better.</summary>
/// <param name="number">Counted from 0.</param>
/// <param name="values">The parameters.</param>
/// <param name="point">The coordinates of these values: always computed from them, so that a trial that was stored and read again is the same to the last digit.</param>
internal sealed class TrialEntry(int number, IReadOnlyDictionary<string, object> values, double[] point)
{
    private readonly List<TrialReport> _reports = [];

    public int Number => number;

    public IReadOnlyDictionary<string, object> Values { get; private set; } = values;

    /// <summary>A coordinate for each parameter of the space; NaN for those that do not apply.</summary>
    public double[] Point { get; private set; } = point;

    public TrialState State { get; set; }

    /// <summary>The direction taken out: the objective, or its negative. NaN unless complete.</summary>
    public double Loss { get; set; } = double.NaN;

    public string? Reason { get; set; }

    public int Attempt { get; set; } = 1;

    /// <summary>Losses by ascending step.</summary>
    public IReadOnlyList<TrialReport> Reports => _reports;

    /// <summary>Notes a loss; the first one of a step stays.</summary>
    public void Add(long step, double loss)
    {
        var position = _reports.Count;
        while (position > 0 && _reports[position - 1].Step > step)
            position--;
        if (position == 0 || _reports[position - 1].Step != step)
            _reports.Insert(position, new TrialReport(step, loss));
    }

    /// <summary>The loss at the first report from a step on; NaN when it was not reached.</summary>
    public double LossFrom(long step)
    {
        foreach (var report in _reports)
        {
            if (report.Step >= step)
                return report.Value;
        }
        return double.NaN;
    }

    /// <summary>The loss at exactly a step; NaN when there is none.</summary>
    public double LossAt(long step)
    {
        foreach (var report in _reports)
        {
            if (report.Step == step)
                return report.Value;
        }
        return double.NaN;
    }

    /// <summary>Begins it once more, without what it reported before.</summary>
    public void Restart()
    {
        _reports.Clear();
        Reason = null;
        Attempt++;
        State = TrialState.Running;
    }

    public void Take(Trial trial, SearchSpace space, double sign)
    {
        Point = space.PointOf(trial.Parameters);
        Values = space.Typed(trial.Parameters);
        State = trial.State;
        Loss = trial.Value is { } value ? sign * value : double.NaN;
        Reason = trial.Reason;
        Attempt = trial.Attempt;
        _reports.Clear();
        foreach (var report in trial.Reports)
            Add(report.Step, sign * report.Value);
    }
}
