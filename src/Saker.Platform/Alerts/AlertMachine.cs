using Saker.Data;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts;

/// <summary>
/// Takes alerts from state to state by what the rules say of the signals: pending until the condition has held for long enough, then firing,
/// resolved when it has not held for long enough. It only computes.
/// </summary>
internal sealed class AlertMachine(IReadOnlyList<AlertRule> rules, IReadOnlyList<Alert> open, IReadOnlyDictionary<string, int> firings, AlertOptions options, Ids ids, DateTimeOffset now)
{
    // What fires again and again must be over for up to 16 times as long before it counts as over.
    private const int MaxDoublings = 4;

    // So that an alert whose value does not change is not written at every evaluation.
    private static readonly TimeSpan s_seenPrecision = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Alert> _open = open.ToDictionary(alert => alert.Fingerprint, StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<AlertChange> _changes = [];

    /// <summary>Conditions that hold and are not watched, because there are too many alerts.</summary>
    public int LeftOutCount { get; private set; }

    /// <param name="signals">All signals.</param>
    /// <param name="historyOf">The past of a signal, for rules of the kind anomaly.</param>
    public IReadOnlyList<AlertChange> Step(IReadOnlyList<Signal> signals, Func<string, AnomalyHistory?> historyOf)
    {
        foreach (var rule in rules.Where(rule => rule.IsEnabled))
            foreach (var signal in signals)
                if (RuleJudgement.Concerns(rule, signal))
                    Judge(rule, signal, historyOf);
        foreach (var alert in open.Where(alert => !_seen.Contains(alert.Fingerprint)))
            Miss(alert);
        return _changes;
    }

    private void Judge(AlertRule rule, Signal signal, Func<string, AnomalyHistory?> historyOf)
    {
        var fingerprint = RuleJudgement.Fingerprint(rule, signal);
        var history = rule.Anomaly is null ? null : historyOf(fingerprint);
        if (RuleJudgement.Holds(rule, signal, history) is not { } holds || !_seen.Add(fingerprint))
            return;
        if (!_open.TryGetValue(fingerprint, out var alert))
        {
            if (holds)
                Begin(rule, signal, history, fingerprint);
            return;
        }
        if (holds)
            GoOn(alert, rule, signal, history);
        else
            Clear(alert, rule);
    }

    private void Begin(AlertRule rule, Signal signal, AnomalyHistory? history, string fingerprint)
    {
        if (_open.Count >= options.MaxOpenCount)
        {
            LeftOutCount++;
            return;
        }
        var alert = new Alert
        {
            Id = ids.NewUlid(),
            Fingerprint = fingerprint,
            Rule = rule.Name,
            Severity = rule.Severity,
            State = AlertState.Pending,
            Signal = signal.Name,
            Endpoint = signal.Endpoint,
            Version = signal.Version,
            Label = signal.Label,
            Labels = rule.Labels,
            Receivers = rule.Receivers,
            Value = signal.Value,
            Summary = RuleJudgement.Describe(rule, signal, history),
            Context = signal.Context,
            PendingAt = now,
            SeenAt = now,
            Flaps = firings.GetValueOrDefault(fingerprint),
        };
        _open[fingerprint] = alert;
        _changes.Add(rule.For > TimeSpan.Zero ? new AlertChange(alert, "pending", alert.Summary) : Fire(alert));
    }

    private void GoOn(Alert alert, AlertRule rule, Signal signal, AnomalyHistory? history)
    {
        if (alert.IsHeld)
        {
            See(alert);
            return;
        }
        var next = alert with { Value = signal.Value, SeenAt = now, ClearSince = null, Severity = rule.Severity };
        if (alert.State == AlertState.Pending)
            next = next with { Summary = RuleJudgement.Describe(rule, signal, history), Context = signal.Context };
        if (alert.State == AlertState.Pending && now - alert.PendingAt >= rule.For)
            _changes.Add(Fire(next));
        else if (next.Value.Equals(alert.Value) && alert.ClearSince is null && next.Severity == alert.Severity)
            See(alert);
        else
            _changes.Add(new AlertChange(next));
    }

    private void Clear(Alert alert, AlertRule rule)
    {
        if (alert.IsHeld)
        {
            _changes.Add(new AlertChange(alert with { IsHeld = false, SeenAt = now }));
            return;
        }
        if (alert.State == AlertState.Pending)
        {
            _changes.Add(new AlertChange(alert, IsDropped: true));
            return;
        }
        var since = alert.ClearSince ?? now;
        var keep = rule.KeepFor * Math.Pow(2, Math.Min(alert.Flaps, MaxDoublings));
        if (now - since >= keep)
            _changes.Add(Resolve(alert, $"The condition does not hold any more, since {DurationText.Write(TimeSpan.FromSeconds(Math.Round((now - since).TotalSeconds)))}."));
        else if (alert.ClearSince is null)
            _changes.Add(new AlertChange(alert with { ClearSince = now, SeenAt = now }));
        else
            See(alert);
    }

    /// <summary>Nothing was said of it this time.</summary>
    private void Miss(Alert alert)
    {
        var isWatched = rules.Any(rule => rule.IsEnabled && rule.Name == alert.Rule);
        if (isWatched && now - alert.SeenAt < options.MaxAbsence)
            return;
        if (alert.IsHeld)
            _changes.Add(new AlertChange(alert with { IsHeld = false }));
        else if (alert.State == AlertState.Pending)
            _changes.Add(new AlertChange(alert, IsDropped: true));
        else
            _changes.Add(Resolve(alert, isWatched ? $"Nothing was heard of {alert.Signal} for {DurationText.Write(options.MaxAbsence)}." : "Its rule was removed or turned off."));
    }

    private void See(Alert alert)
    {
        if (now - alert.SeenAt >= s_seenPrecision)
            _changes.Add(new AlertChange(alert with { SeenAt = now }));
    }

    private AlertChange Fire(Alert alert) => new(alert with { State = AlertState.Firing, FiredAt = now }, "fired", alert.Summary);

    private AlertChange Resolve(Alert alert, string why) => new(alert with { State = AlertState.Resolved, ResolvedAt = now, ClearSince = null }, "resolved", why);
}
