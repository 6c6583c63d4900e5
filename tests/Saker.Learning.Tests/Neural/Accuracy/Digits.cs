using System.Globalization;
using Saker.Testing;

namespace Saker.Learning.Tests.Neural.Accuracy;

/// <summary>Handwritten digits of 8 by 8 pixels, brought to 0 to 1; every fifth is held out.</summary>
internal sealed class Digits
{
    public const int Pixels = 64;

    public List<(float[] Pixels, int Digit)> Train { get; } = [];

    public List<(float[] Pixels, int Digit)> HeldOut { get; } = [];

    public static Digits Read()
    {
        var digits = new Digits();
        foreach (var (line, row) in File.ReadLines(RealData.FullPath("images_digits", "digits_8x8.csv")).Skip(1).Select((line, row) => (line, row)))
        {
            var values = line.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            (row % 5 == 4 ? digits.HeldOut : digits.Train).Add(([.. values[..Pixels].Select(value => value / 16f)], values[Pixels]));
        }
        return digits;
    }
}
