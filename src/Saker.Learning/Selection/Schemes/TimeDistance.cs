using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Selection.Schemes;

/// <summary>A distance in time: a duration (<c>7d</c>) where times are dates or timestamps, a plain number where they are numbers.</summary>
public readonly record struct TimeDistance
{
    private readonly TimeSpan? _duration;
    private readonly double? _number;

    private TimeDistance(TimeSpan? duration, double? number) => (_duration, _number) = (duration, number);

    /// <summary>No distance at all, of either kind.</summary>
    public static TimeDistance None { get; }

    public bool IsNone => (_duration is null || _duration == TimeSpan.Zero) && _number is null or 0;

    public static TimeDistance Of(TimeSpan duration) => new(duration, null);

    public static TimeDistance Of(double number) => new(null, number);

    /// <summary>Reads <c>7d</c>, <c>12h</c> or a plain number; null when the text is neither, or is below 0.</summary>
    public static TimeDistance? Parse(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number >= 0 && double.IsFinite(number) ? Of(number) : null;
        return DurationText.Parse(text) is { } duration && duration >= TimeSpan.Zero ? Of(duration) : null;
    }

    /// <summary>In the unit of <see cref="RowTimes.Values"/>.</summary>
    /// <exception cref="SakerException">It is a duration and the times are numbers, or the other way round.</exception>
    public double In(RowTimes times, string field)
    {
        if (IsNone)
            return 0;
        if (times.AreMoments != _duration.HasValue)
        {
            throw new SakerException(ErrorKind.InvalidInput, times.AreMoments
                ? $"'{this}' has no unit, and the times in column '{times.Column}' are moments; write a duration such as 7d or 12h."
                : $"'{this}' is a duration, and the times in column '{times.Column}' are numbers; write a plain number in their unit.", field);
        }
        return _duration is { } duration ? (double)duration.Ticks / TimeSpan.TicksPerMicrosecond : _number!.Value;
    }

    /// <inheritdoc/>
    public override string ToString() => _duration is { } duration ? DurationText.Write(duration) : (_number ?? 0).ToString(CultureInfo.InvariantCulture);
}
