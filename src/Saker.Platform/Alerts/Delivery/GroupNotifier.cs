using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts.Delivery;

/// <summary>
/// Decides what a receiver is told now: of what came in a group, and of what is over, each once, when the group has waited long enough; of
/// everything that still fires again when the cool-down is over. It only computes.
/// </summary>
internal sealed class GroupNotifier(AlertPolicy policy, IReadOnlyList<Silence> silences, AlertOptions options, Ids ids, DateTimeOffset now)
{
    // A receiver that forgets must be told several times before it may.
    private const int ForgetfulRounds = 4;

    /// <param name="receiver">Who is told.</param>
    /// <param name="open">The alerts that rules watch, whatever their state.</param>
    /// <param name="ended">The alerts by id that are over now, of those that groups were told of.</param>
    /// <param name="groups">What the receiver was told, by the group's name.</param>
    /// <param name="waiting">The streams in which something waits for it.</param>
    public GroupPlan Plan(Receiver receiver, IReadOnlyList<Alert> open, IReadOnlyDictionary<string, Alert> ended, IReadOnlyDictionary<string, GroupState> groups, IReadOnlySet<string> waiting)
    {
        var plan = new GroupPlan();
        var mine = open.Where(alert => alert.IsActive && Takes(receiver, alert)).ToList();
        var byGroup = mine.GroupBy(GroupName, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var critical = policy.Inhibit ? mine.Where(alert => alert.Severity == Severity.Critical).Select(alert => alert.Endpoint).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var name in byGroup.Keys.Union(groups.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var active = byGroup.GetValueOrDefault(name) ?? [];
            var heard = active.Where(alert => !IsSilenced(alert) && (alert.Severity == Severity.Critical || !critical.Contains(alert.Endpoint))).ToList();
            PlanGroup(plan, receiver, name, heard, active, ended, groups.GetValueOrDefault(name), waiting.Contains(name));
        }
        return plan;
    }

    private void PlanGroup(
        GroupPlan plan, Receiver receiver, string name, List<Alert> heard, List<Alert> active, IReadOnlyDictionary<string, Alert> ended, GroupState? before, bool isWaiting)
    {
        if (before is null && heard.Count == 0)
            return;
        var state = before ?? new GroupState { Labels = LabelsOf(heard[0]), FirstAt = now };
        var told = state.Told;
        var came = heard.Where(alert => !told.ContainsKey(alert.Id)).ToList();
        var acknowledged = active.Where(alert => alert.State == AlertState.Acknowledged && told.TryGetValue(alert.Id, out var known) && !known).ToList();
        var present = active.Select(alert => alert.Id).ToHashSet(StringComparer.Ordinal);
        var over = told.Keys.Where(id => !present.Contains(id)).ToList();
        var isDue = state.NotifiedAt is { } at ? now - at >= policy.GroupInterval : now - state.FirstAt >= policy.GroupWait;
        var notices = new List<Notice>();
        if (isDue && came.Count + acknowledged.Count + over.Count > 0)
        {
            notices.AddRange(came.Select(alert => Of(alert, NoticeStatus.Firing)));
            if (receiver.TakesAcknowledgements)
                notices.AddRange(acknowledged.Select(alert => Of(alert, NoticeStatus.Acknowledged)));
            if (receiver.TellsResolved)
                notices.AddRange(over.Where(ended.ContainsKey).Select(id => Of(ended[id], NoticeStatus.Resolved)));
            var known = told.Where(pair => present.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);
            foreach (var alert in came)
                known[alert.Id] = false;
            foreach (var alert in acknowledged)
                known[alert.Id] = true;
            state = state with { Told = known, NotifiedAt = notices.Count > 0 ? now : state.NotifiedAt };
        }
        if (notices.Count == 0 && state.NotifiedAt is { } last && now - last >= (receiver.Repeat ?? policy.Repeat) && !isWaiting && !receiver.TakesSingleAlerts)
        {
            notices.AddRange(heard.Where(alert => told.ContainsKey(alert.Id) && (alert.State == AlertState.Firing || receiver.Kind == ReceiverKind.Alertmanager)).Select(alert => Of(alert, NoticeStatus.Firing)));
            if (notices.Count > 0)
                state = state with { NotifiedAt = now };
        }
        foreach (var part in notices.Chunk(receiver.MaxAlertCount))
            plan.Notifications.Add(Notify(receiver, name, state, active.Count > 0, part));
        if (state.Told.Count == 0 && heard.Count == 0)
            plan.Ended.Add(name);
        else if (state != before)
            plan.Groups[name] = state;
    }

    private Notification Notify(Receiver receiver, string name, GroupState state, bool isFiring, IReadOnlyList<Notice> notices) => new()
    {
        Id = ids.NewUlid(),
        Receiver = receiver.Name,
        Group = name,
        GroupLabels = state.Labels,
        IsFiring = isFiring,
        Notices = notices,
        At = now,
        ValidUntil = now + ((receiver.Repeat ?? policy.Repeat) * ForgetfulRounds),
        Link = options.PublicUrl is { } url ? new Uri(url, "/alerts").AbsoluteUri : null,
    };

    private Notice Of(Alert alert, NoticeStatus status) => new(status, alert, options.PublicUrl is { } url ? new Uri(url, $"/alerts/{alert.Id}").AbsoluteUri : null);

    private static bool Takes(Receiver receiver, Alert alert) =>
        receiver.IsEnabled && alert.Severity >= receiver.MinSeverity && SignalPattern.MatchesAny(receiver.Endpoints, alert.Endpoint)
        && (alert.Receivers.Count == 0 || alert.Receivers.Contains(receiver.Name));

    private bool IsSilenced(Alert alert) => silences.Any(silence => silence.IsActive(now) && silence.Covers(alert.AllLabels()));

    private Dictionary<string, string> LabelsOf(Alert alert)
    {
        var all = alert.AllLabels();
        return policy.GroupBy.Where(all.ContainsKey).ToDictionary(label => label, label => all[label], StringComparer.Ordinal);
    }

    private string GroupName(Alert alert) => $"{{{string.Join(", ", LabelsOf(alert).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}=\"{pair.Value}\""))}}}";
}
