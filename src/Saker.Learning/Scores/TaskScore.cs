using Saker.Data;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Scores;

/// <summary>A score of a task, by its public name, and where its interval comes from.</summary>
/// <typeparam name="TRows">The answers and predictions of the task.</typeparam>
public sealed class TaskScore<TRows>
    where TRows : IScoredRows<TRows>
{
    private readonly Func<TRows, double> _compute;
    private readonly Func<TRows, double, Interval>? _interval;

    internal TaskScore(string name, string title, bool higherIsBetter, Func<TRows, double> compute)
    {
        Name = name;
        Title = title;
        HigherIsBetter = higherIsBetter;
        _compute = compute;
    }

    internal TaskScore(string name, string title, bool higherIsBetter, Func<TRows, double> compute, string method, Func<TRows, double, Interval> interval)
        : this(name, title, higherIsBetter, compute)
    {
        Method = method;
        _interval = interval;
    }

    /// <summary>The public name: <c>rmse</c>.</summary>
    public string Name { get; }

    /// <summary>What a person reads.</summary>
    public string Title { get; }

    public bool HigherIsBetter { get; }

    /// <summary>Where its interval comes from: <c>bootstrap</c>, or the name of a formula.</summary>
    public string Method { get; } = "bootstrap";

    /// <summary>Whether it depends on where a quantile of the rows lies; the acceleration of BCa means nothing then, and quantiles of the resamples are taken as they are.</summary>
    internal bool HasJumps { get; init; }

    internal bool IsResampled => _interval is null;

    /// <summary>The score; NaN where its definition divides by zero and no convention says otherwise.</summary>
    /// <exception cref="SakerException">It is not defined on these rows, or the rows lack what it needs; the message says which.</exception>
    public double Compute(TRows rows) => _compute(rows);

    /// <summary>The interval by formula; of scores that have none, see <see cref="Measurement"/>.</summary>
    internal Interval IntervalOf(TRows rows, double level) => _interval is null ? Interval.Unknown : _interval(rows, level);
}
