using Saker.Data;

namespace Saker.Platform.Alerts;

/// <summary>How alerts become notifications: <c>policy:</c> of a file of alerts.</summary>
public sealed record AlertPolicy
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(30);

    public static AlertPolicy Default { get; } = new();

    /// <summary>Alerts whose labels of these names are equal are told together; empty for all together.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [AlertLabels.Endpoint];

    /// <summary>How long the first alert of a group waits for others.</summary>
    public TimeSpan GroupWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a change of a group that was told waits after the last notification.</summary>
    public TimeSpan GroupInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The cool-down: how long what fires and nobody acknowledged waits before it is told again.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Whether, while something critical fires for an endpoint, what is less severe there is not told.</summary>
    public bool Inhibit { get; init; }

    /// <summary>As it is written in a file of alerts.</summary>
    public IReadOnlyDictionary<string, object?> Body => ToValues();

    /// <summary>Reads the mapping; what is wrong is added to its problems.</summary>
    internal static AlertPolicy Read(Settings settings)
    {
        var policy = new AlertPolicy
        {
            GroupBy = settings.Has("group_by") ? settings.Texts("group_by") : Default.GroupBy,
            GroupWait = DurationText.Read(settings, "group_wait", TimeSpan.Zero, s_longest) ?? Default.GroupWait,
            GroupInterval = DurationText.Read(settings, "group_interval", TimeSpan.Zero, s_longest) ?? Default.GroupInterval,
            Repeat = DurationText.Read(settings, "repeat", TimeSpan.FromMinutes(1), s_longest) ?? Default.Repeat,
            Inhibit = settings.Flag("inhibit", Default.Inhibit),
        };
        foreach (var label in policy.GroupBy.Where(label => !AlertLabels.IsName(label)))
            settings.Report("group_by", $"'{label}' is no name of a label; use letters, digits and underscores, such as endpoint, alertname or severity.");
        settings.RejectUnknown();
        return policy;
    }

    /// <summary>As <see cref="Read"/> reads it.</summary>
    internal IReadOnlyDictionary<string, object?> ToValues() => new Dictionary<string, object?>
    {
        ["group_by"] = GroupBy.Cast<object?>().ToList(),
        ["group_wait"] = DurationText.Write(GroupWait),
        ["group_interval"] = DurationText.Write(GroupInterval),
        ["repeat"] = DurationText.Write(Repeat),
        ["inhibit"] = Inhibit,
    };
}
