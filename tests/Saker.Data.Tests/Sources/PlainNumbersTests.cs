using System.Globalization;
using System.Text;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class PlainNumbersTests
{
    private static readonly int s_whole = PlainCells.Bit(ColumnType.Int64);
    private static readonly int s_number = PlainCells.Bit(ColumnType.Float64);

    [Fact]
    public void Values_are_those_of_the_runtime_and_only_of_numbers_without_doubt()
    {
        var random = new Random(2);
        for (var i = 0; i < 100_000; i++)
        {
            var text = Text(random);
            var cell = Encoding.UTF8.GetBytes(text);
            var types = PlainCells.Types(cell) is var known && known == PlainCells.Doubt ? 0 : known;
            Assert.True(PlainNumbers.TryReadWhole(cell, out var whole) == ((types & s_whole) != 0), text);
            if ((types & s_whole) != 0)
                Assert.Equal(long.Parse(text, CultureInfo.InvariantCulture), whole);
            if (!PlainNumbers.TryRead(cell, out var number, out var isExact))
                continue;
            var expected = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.True((types & s_number) != 0, text);
            Assert.True(isExact ? number.Equals(expected) : Math.Abs(number - expected) <= Math.Abs(expected) * 1e-15, text);
        }
    }

    private static string Text(Random random)
    {
        var text = random.Next(6) switch
        {
            0 => (random.NextInt64() >> random.Next(1, 63)).ToString(CultureInfo.InvariantCulture),
            1 => (-(random.NextInt64() >> random.Next(1, 63))).ToString(CultureInfo.InvariantCulture),
            2 => ((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 15))).ToString("R", CultureInfo.InvariantCulture),
            3 => Math.Round((random.NextDouble() - 0.5) * 1e6, random.Next(6)).ToString("F" + random.Next(6), CultureInfo.InvariantCulture),
            4 => string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => "0123456789"[random.Next(10)])),
            _ => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => "0123456789.-+e :/"[random.Next(17)])),
        };
        return random.Next(10) > 0 ? text : text.Insert(random.Next(text.Length + 1), ".-/:0 "[random.Next(6)].ToString());
    }
}
