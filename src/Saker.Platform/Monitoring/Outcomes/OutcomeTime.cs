using System.Globalization;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>Times as callers write them.</summary>
internal static class OutcomeTime
{
    public const string Wanted = "it must be a time such as 2026-05-04T12:00:00Z.";

    /// <returns>Null for what is no time; without an offset it is UTC.</returns>
    public static DateTimeOffset? Find(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
