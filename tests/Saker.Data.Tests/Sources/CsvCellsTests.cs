using System.Text;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

/// <summary>Cells that are found many at once are those that reading byte by byte finds.</summary>
public sealed class CsvCellsTests
{
    private const int MaxRecordBytes = 400;

    [Fact]
    public void Cells_of_drawn_files_are_found_as_byte_by_byte()
    {
        var random = new Random(8);
        var (plain, quoted) = (0, 0);
        for (var file = 0; file < 1_500; file++)
        {
            var columns = random.Next(1, 7);
            var delimiter = ",;\t|"[random.Next(4)];
            var lineEnd = random.Next(2) == 0 ? "\n" : "\r\n";
            var text = Content(random, columns, delimiter, lineEnd);
            var isFound = IsAlike(Encoding.UTF8.GetBytes(text), columns, (byte)delimiter, Encoding.UTF8.GetBytes(lineEnd));
            plain += isFound ? 1 : 0;
            quoted += isFound && text.Contains('"', StringComparison.Ordinal) ? 1 : 0;
        }
        Assert.InRange(plain, 400, 1_400);
        Assert.InRange(quoted, 100, 1_000);
    }

    [Fact]
    public void Cells_of_any_length_are_found_at_any_place()
    {
        for (var length = 0; length < 200; length++)
        {
            var text = $"{new string('x', length)},a\n{new string('y', 200 - length)},b\n";
            Assert.True(IsAlike(Encoding.UTF8.GetBytes(text), 2, (byte)',', "\n"u8.ToArray()));
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_not_plain()
    {
        Assert.False(IsAlike([(byte)'a', 0xff, (byte)'\n'], 1, (byte)',', "\n"u8.ToArray()));
        Assert.False(IsAlike([(byte)'a', 0, (byte)'\n'], 1, (byte)',', "\n"u8.ToArray()));
    }

    /// <summary>False when the records are not plain.</summary>
    private static bool IsAlike(byte[] records, int columns, byte delimiter, byte[] lineEnd)
    {
        var bytes = new byte[records.Length + SeparatorScan.Slack];
        // What lies behind the records must not matter.
        bytes.AsSpan().Fill(delimiter);
        records.CopyTo(bytes, 0);
        var cells = new CsvCells(delimiter, lineEnd, columns, MaxRecordBytes);
        if (!cells.Find(bytes, records.Length))
            return false;
        var scanner = new CsvScanner(new MemoryStream(records), new CsvDialect(delimiter, (byte)'"', (byte)'"', null, MaxRecordBytes));
        var fields = new List<byte[]>();
        for (var row = 0; row < cells.Rows; row++)
        {
            Assert.True(scanner.Read(fields));
            Assert.Equal(columns, fields.Count);
            for (var column = 0; column < columns; column++)
                Assert.True(cells.Column(column)[row].SequenceEqual(fields[column]), $"row {row}, column {column}");
        }
        Assert.False(scanner.Read(fields));
        return true;
    }

    /// <summary>With quotes, empty cells, letters of several bytes and rows of every length, and here and there a fault.</summary>
    private static string Content(Random random, int columns, char delimiter, string lineEnd)
    {
        var quotes = random.Next(2) == 0 ? 8 : int.MaxValue;
        var faults = random.Next(3) == 0 ? 0.02 : 0;
        var text = new StringBuilder();
        for (var row = random.Next(1, 60); row > 0; row--)
        {
            var cells = random.NextDouble() < faults ? random.Next(1, 8) : columns;
            text.AppendJoin(delimiter, Enumerable.Range(0, cells).Select(_ => Cell(random, delimiter, quotes, faults, isOnly: columns == 1)));
            text.Append(random.NextDouble() < faults ? "\n\r"[..random.Next(3)] : row == 1 && random.Next(3) == 0 ? "" : lineEnd);
        }
        return text.ToString();
    }

    private static string Cell(Random random, char delimiter, int quotes, double faults, bool isOnly)
    {
        var length = random.Next(5) == 0 && !isOnly ? 0 : random.Next(isOnly ? 3 : 1, random.Next(10) == 0 ? 90 : 12);
        var cell = string.Concat(Enumerable.Range(0, length).Select(_ => "abc 019.-é€"[random.Next(11)]));
        if (random.NextDouble() < faults)
            cell += "\"";
        return quotes < int.MaxValue && random.Next(quotes) == 0 ? $"\"{cell}{new[] { "", "\"\"", delimiter.ToString(), "\n", "\r\n", "\"\"x\"\"" }[random.Next(6)]}\"" : cell;
    }
}
