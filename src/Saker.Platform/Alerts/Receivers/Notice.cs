using System.Globalization;
using System.Text.Json.Serialization;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>One alert in a notification.</summary>
/// <param name="Status">What is told of it.</param>
/// <param name="Alert">As it was then.</param>
/// <param name="Link">Its page; null when the dashboard's address is not known.</param>
internal sealed record Notice(NoticeStatus Status, Alert Alert, string? Link)
{
    /// <summary>What a receiver names the incident by.</summary>
    [JsonIgnore]
    public string Key => $"saker-{Alert.Id}";

    [JsonIgnore]
    public DateTimeOffset StartsAt => Alert.FiredAt ?? Alert.PendingAt;

    /// <summary>What there is to know beside the labels, by name.</summary>
    public IReadOnlyDictionary<string, string> Annotations()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["summary"] = Alert.Summary,
            ["value"] = Alert.Value.ToString("G6", CultureInfo.InvariantCulture),
            ["alert_id"] = Alert.Id,
        };
        if (Alert.Context.MovedColumns.Count > 0)
            all["moved_columns"] = string.Join(", ", Alert.Context.MovedColumns.Select(moved => string.Create(CultureInfo.InvariantCulture, $"{moved.Column} ({moved.Measure} {moved.Value:G4})")));
        if (Alert.Context.RequestIds.Count > 0)
            all["request_ids"] = string.Join(", ", Alert.Context.RequestIds);
        if (Alert.Deployed is { } deployed)
            all["deployed"] = deployed;
        if (Alert.AcknowledgedBy is { } by)
            all["acknowledged_by"] = by;
        if (Link is not null)
            all["link"] = Link;
        return all;
    }
}
