using Saker.Data;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Gathers outcomes that come together, and everything that is wrong with any of them: none is taken unless all can be.</summary>
internal sealed class OutcomeList(OutcomeOptions options, DateTimeOffset now)
{
    private const int MaxProblems = 50;
    private const int MaxMetricLength = 100;

    // Clocks of callers may be a little ahead.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    private readonly List<NewOutcome> _outcomes = [];
    private readonly Dictionary<(string, int, string?), string> _values = [];
    private readonly ProblemList _problems = new(MaxProblems);

    /// <param name="place">Its line or number; null where it came alone.</param>
    /// <param name="outcome">The outcome.</param>
    public void Add(long? place, NewOutcome outcome)
    {
        if (outcome.RequestId.Length == 0 || outcome.RequestId.Length > options.MaxIdLength)
            _problems.Add(place, "requestId", $"the id of a request has 1 to {options.MaxIdLength} characters; this one has {outcome.RequestId.Length}.");
        if (outcome.Row < 0)
            _problems.Add(place, "row", $"rows of a request are counted from 0; got {outcome.Row}.");
        if (outcome.Metric is { } metric)
            CheckMetric(place, metric, outcome);
        if (outcome.Value.Length == 0 || outcome.Value.Length > options.MaxValueLength)
            _problems.Add(place, "outcome", $"an outcome is a number, or a label of 1 to {options.MaxValueLength} characters; this one has {outcome.Value.Length}.");
        if (outcome.Value.Contains('\0', StringComparison.Ordinal) || outcome.RequestId.Contains('\0', StringComparison.Ordinal))
            _problems.Add(place, "outcome", "the character U+0000 cannot be kept.");
        if (outcome.At > now + MaxAhead)
            _problems.Add(place, "at", FormattableString.Invariant($"{outcome.At:O} is in the future; give the time when the outcome became known, or leave it out for now."));
        if (outcome.Endpoint is { Length: 0 or > 256 })
            _problems.Add(place, "endpoint", "an endpoint's name has 1 to 256 characters; leave it out where the id is enough.");
        if (!_values.TryAdd((outcome.RequestId, outcome.Row, outcome.Metric), outcome.Value) && !OutcomeValue.AreSame(_values[(outcome.RequestId, outcome.Row, outcome.Metric)], outcome.Value))
            _problems.Add(place, "outcome", $"'{outcome.Value}' contradicts '{_values[(outcome.RequestId, outcome.Row, outcome.Metric)]}', which comes before it for row {outcome.Row} of the same request. Send one; what is sent later, by itself, corrects what was sent before.");
        _outcomes.Add(outcome);
    }

    private void CheckMetric(long? place, string metric, NewOutcome outcome)
    {
        if (metric.Length is 0 or > MaxMetricLength || metric.Any(char.IsControl))
            _problems.Add(place, "metric", $"the name of a metric has 1 to {MaxMetricLength} characters and none that control; this one has {metric.Length}.");
        if (double.IsNaN(OutcomeValue.ToNumber(outcome.Value)))
            _problems.Add(place, "outcome", "the value of a metric is a finite number.");
        if (outcome.Row != 0)
            _problems.Add(place, "row", "a metric is of the request as a whole; leave the row out.");
    }

    public void Report(long? place, string field, string message) => _problems.Add(place, field, message);

    /// <exception cref="SakerException">Something is wrong with some of them, or there are too many; all that is wrong is named.</exception>
    public IReadOnlyList<NewOutcome> ToOutcomes()
    {
        if (_outcomes.Count > options.MaxCount)
            throw new SakerException(ErrorKind.LimitExceeded, $"There are {_outcomes.Count} outcomes; at most {options.MaxCount} are taken at once. Send them in parts.", "outcomes");
        _problems.ThrowIfAny("No outcome was taken.");
        return _outcomes;
    }
}
