using System.Globalization;
using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Log;

/// <summary>What the address of the log may say; forms send empty texts for what was left out.</summary>
internal sealed record LogParameters
{
    // A day of a busy server is as much as anybody looks through.
    private const string StandardRange = "24h";

    public string? Range { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Endpoint { get; init; }

    public string? Version { get; init; }

    public string? Outcome { get; init; }

    public string? Step { get; init; }

    public string? Id { get; init; }

    public string? Filter { get; init; }

    public string? Sampled { get; init; }

    public string? Page { get; init; }

    /// <exception cref="Data.SakerException">The time is none.</exception>
    public LogQuestion Read(DateTimeOffset now) => new()
    {
        Range = TimeRange.Read(Range, From, To, StandardRange, now),
        Endpoint = Text(Endpoint),
        Version = int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
        Outcome = LogQuestion.Outcomes.Any(one => one.Value == Outcome) ? Outcome : null,
        // Names of steps are words.
        Step = Text(Step) is { } step && step.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? step : null,
        RequestId = Text(Id),
        Where = Text(Filter),
        SampledOnly = Sampled is "true" or "on",
        Page = Text(Page),
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
