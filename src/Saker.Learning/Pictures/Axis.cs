using System.Globalization;

namespace Saker.Learning.Pictures;

/// <summary>From values to places: a straight scale with round ticks.</summary>
internal sealed class Axis
{
    private const int MaxTickCount = 6;

    private readonly double _min;
    private readonly double _max;
    private readonly int _digits;
    private readonly Func<double, string>? _text;

    /// <param name="title">What is along it.</param>
    /// <param name="min">The smallest value.</param>
    /// <param name="max">The largest value.</param>
    /// <param name="text">Says what a value is called where it is not the number itself, as of a logarithm.</param>
    /// <param name="leastStep">The least distance of two ticks.</param>
    public Axis(string title, double min, double max, Func<double, string>? text = null, double leastStep = 0)
    {
        Title = title;
        _text = text;
        if (!(max > min))
            (min, max) = (min - 0.5, min + 0.5);
        var step = Math.Max(leastStep, Step((max - min) / MaxTickCount));
        _min = Math.Floor((min / step) + 1e-9) * step;
        _max = Math.Ceiling((max / step) - 1e-9) * step;
        _digits = Math.Clamp(-(int)Math.Floor(Math.Log10(step)), 0, 12);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((_max - _min) / step) + 1).Select(i => Math.Round(_min + (i * step), _digits))];
    }

    public string Title { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Where a value lies, 0 to 1; values beyond the ends lie at them.</summary>
    public double Place(double value) => Math.Clamp((value - _min) / (_max - _min), 0, 1);

    public string Text(double tick) => _text is not null ? _text(tick) : Math.Abs(tick) >= 1e6
        ? tick.ToString("0.##E+0", CultureInfo.InvariantCulture)
        : tick.ToString("#,0." + new string('0', _digits), CultureInfo.InvariantCulture);

    // 1, 2 or 5 times a power of ten.
    private static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var part = least / power;
        return power * (part <= 1 + 1e-9 ? 1 : part <= 2 + 1e-9 ? 2 : part <= 5 + 1e-9 ? 5 : 10);
    }
}
