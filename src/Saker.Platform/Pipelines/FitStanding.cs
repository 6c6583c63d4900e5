using System.Globalization;
using Saker.Learning.Trainers;

namespace Saker.Platform.Pipelines;

/// <summary>How far the fits of a run are, as the run says it of itself in a tag while they last.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Remaining">Time left at most; null where only the share is known.</param>
/// <param name="Text">The same in words: <c>epoch 12 of 40, network 2 of 4</c>.</param>
public sealed record FitStanding(double Share, TimeSpan? Remaining, string Text)
{
    /// <summary>The tag; empty or missing where nothing is fitted.</summary>
    public const string Tag = "saker.progress";

    private const char Separator = '|';

    /// <summary>What a fit says of itself.</summary>
    public static FitStanding Of(FitProgress told) => new(told.Share, told.Remaining, Words(told));

    /// <summary>What a tag says; null where it says nothing.</summary>
    public static FitStanding? Parse(string? tag)
    {
        var parts = (tag ?? "").Split(Separator, 3);
        if (parts.Length < 3 || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var share) || !(share is >= 0 and <= 1))
            return null;
        var left = double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        return new FitStanding(share, left, parts[2]);
    }

    public string ToTag() => string.Create(CultureInfo.InvariantCulture, $"{Share:0.####}{Separator}{Remaining?.TotalSeconds:0}{Separator}{Text}");

    internal static string Words(FitProgress told) =>
        string.Create(CultureInfo.InvariantCulture, $"epoch {told.Round} of {told.RoundCount}{(told.PartCount > 1 ? $", network {told.Part + 1} of {told.PartCount}" : "")}");
}
