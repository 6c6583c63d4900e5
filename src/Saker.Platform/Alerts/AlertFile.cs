using Saker.Data;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Alerts;

/// <summary>
/// A file of alerts, YAML or JSON, or the same as the body of a request:
/// <code>
/// alerts:
///   policy: {group_by: [endpoint], repeat: 4h}
///   rules:
///     - {name: slow, kind: latency, above: 250ms, for: 5m, endpoints: [churn]}
///   receivers:
///     - {name: ops, kind: webhook, url: "https://hooks.example.org/saker", secret: env:HOOK_SECRET}
///   silences:
///     - {name: nights, matchers: [severity!=critical], weekly: {from: "22:00", to: "06:00"}, reason: nobody is there}
/// </code>
/// </summary>
public sealed record AlertFile
{
    private const string Key = "alerts";

    /// <summary>Null where the file says nothing of it.</summary>
    public AlertPolicy? Policy { get; init; }

    public IReadOnlyList<AlertRule> Rules { get; init; } = [];

    public IReadOnlyList<Receiver> Receivers { get; init; } = [];

    public IReadOnlyList<Silence> Silences { get; init; } = [];

    /// <param name="text">YAML or JSON.</param>
    /// <param name="definitions">The signals that there are.</param>
    /// <param name="now">When silences begin that do not say it.</param>
    /// <exception cref="SakerException">It is neither, or holds what is not understood; all problems are told, with their lines.</exception>
    internal static AlertFile Parse(string text, IReadOnlyList<SignalDefinition> definitions, DateTimeOffset now)
    {
        var yaml = YamlText.Parse(text);
        var problems = new List<Problem>();
        var whole = new Settings(yaml.Values, "", problems);
        var file = Read(yaml.Values.ContainsKey(Key) ? whole.Section(Key) : whole, definitions, now);
        if (yaml.Values.ContainsKey(Key))
            whole.RejectUnknown();
        return problems.Count == 0 ? file : throw new SakerException(
            ErrorKind.InvalidInput, "The alerts cannot be read:", [.. problems.Select(problem => problem.AtLine(yaml.LineOf(problem.Field)))]);
    }

    private static AlertFile Read(Settings alerts, IReadOnlyList<SignalDefinition> definitions, DateTimeOffset now)
    {
        var file = new AlertFile
        {
            Policy = alerts.Has("policy") ? AlertPolicy.Read(alerts.Section("policy")) : null,
            Rules = [.. alerts.Sections("rules").Select(section => RuleText.Read(section, definitions))],
            Receivers = [.. alerts.Sections("receivers").Select(ReceiverText.Read)],
            Silences = [.. alerts.Sections("silences").Select(section => ReadSilence(section, now))],
        };
        alerts.RejectUnknown();
        ReportTwice(alerts, "rules", file.Rules.Select(rule => rule.Name));
        ReportTwice(alerts, "receivers", file.Receivers.Select(receiver => receiver.Name));
        ReportTwice(alerts, "silences", file.Silences.Select(silence => silence.Id));
        return file;
    }

    /// <summary>A silence of a file has a name, by which it is written again in place of being added once more.</summary>
    private static Silence ReadSilence(Settings section, DateTimeOffset now)
    {
        section.Text("name");
        return Silence.Read(section, now);
    }

    private static void ReportTwice(Settings alerts, string key, IEnumerable<string> names)
    {
        foreach (var twice in names.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            alerts.Report(key, $"'{twice.Key}' is there {twice.Count()} times; give each a name of its own.");
    }
}
