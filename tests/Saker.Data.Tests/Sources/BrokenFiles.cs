using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

/// <summary>Makes files that are broken, each by the name of its family and a seed.</summary>
internal static class BrokenFiles
{
    private static readonly Lazy<byte[]> Parquet = new(MakeParquet);
    private static readonly Lazy<byte[]> Sqlite = new(MakeSqlite);

    /// <summary>By name: the ending of the file, how many seeds there are, whether each must be refused, and the bytes.</summary>
    public static IReadOnlyDictionary<string, (string Ending, int Seeds, bool IsRefused, Func<Random, byte[]> Make)> Families { get; } = new Dictionary<string, (string, int, bool, Func<Random, byte[]>)>
    {
        ["csv_random_bytes"] = (".csv", 25, false, random => Bytes(random, random.Next(1, 5_000))),
        ["csv_random_marks"] = (".csv", 25, false, random => Pick(random, "a,\"\n\r;1 é\0\t|", 2_000)),
        ["csv_ragged_row"] = (".csv", 20, true, random => Utf8(Csv(random, row => row == 150 ? "1,2" : null))),
        ["csv_bad_utf8"] = (".csv", 20, true, random => Put(random, Utf8(Csv(random, null)), 0xFF)),
        ["csv_open_quote"] = (".csv", 15, true, random => Utf8(Csv(random, row => row == 170 ? "\"never,closed" : null))),
        ["csv_text_after_quote"] = (".csv", 15, true, random => Utf8(Csv(random, row => row == 160 ? "\"a\"b,2,3" : null))),
        ["csv_zeros"] = (".csv", 15, false, random => Put(random, Utf8(Csv(random, null)), 0)),
        ["csv_mixed_line_ends"] = (".csv", 10, true, random => Utf8(Csv(random, null).Replace("\nx1,", "\r\nx1,", StringComparison.Ordinal))),
        ["csv_duplicate_names"] = (".csv", 5, true, random => Utf8($"a,b{random.Next()},a\n1,2,3\n")),
        ["csv_10000_columns"] = (".csv", 2, true, random => Utf8(string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}")) + "\n")),
        ["csv_100_mb_cell"] = (".csv", 1, true, _ => [.. "a,b\n1,\""u8, .. new byte[100 << 20].AsSpan(), .. "\"\n"u8]),
        ["csv_250_mb_bare_cell"] = (".csv", 1, true, _ => Bare(250 << 20, end: "")),
        ["csv_100_mb_bare_cell_then_rows"] = (".csv", 1, true, _ => Bare(100 << 20, end: ",2\n3,4\n")),
        ["csv_huge_numbers"] = (".csv", 5, false, random => Utf8($"n,m\n1e{random.Next(300, 99999)},{new string('9', random.Next(20, 5000))}\n")),
        ["utf16_cut"] = (".csv", 10, false, random => Cut(random, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Csv(random, null))])),
        ["utf16_half_letters"] = (".csv", 5, true, random => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n"), 0x00, 0xD8, (byte)random.Next(32, 99), 0]),
        ["gzip_cut"] = (".csv.gz", 25, true, random => Cut(random, Gzip(Utf8(Csv(random, null))), least: 2)),
        ["gzip_flipped"] = (".csv.gz", 25, true, random => Flip(random, Gzip(Utf8(Csv(random, null))), from: 12)),
        ["gzip_tail"] = (".csv.gz", 10, true, random => [.. Gzip(Utf8(Csv(random, null))), .. Bytes(random, random.Next(1, 50))]),
        ["gzip_bomb"] = (".csv.gz", 1, true, _ => Gzip([.. "a\n"u8, .. new byte[250 << 20]])),
        ["parquet_cut"] = (".parquet", 25, true, random => Cut(random, Parquet.Value, least: 1)),
        ["parquet_flipped"] = (".parquet", 40, false, random => Flip(random, Parquet.Value, from: 4)),
        ["parquet_lying_footer"] = (".parquet", 10, true, random => Footer(random, Parquet.Value)),
        ["parquet_magic_only"] = (".parquet", 1, true, _ => "PAR1PAR1"u8.ToArray()),
        ["json_cut"] = (".json", 25, true, random => Cut(random, Utf8(Json(random)), least: 1)),
        ["json_random_marks"] = (".json", 25, false, random => Pick(random, "{}[]\",:1a \\\n", 1_000)),
        ["json_flipped"] = (".json", 25, false, random => Flip(random, Utf8(Json(random)), from: 0)),
        ["json_deep"] = (".json", 5, true, random => Utf8("{\"a\":" + new string('[', random.Next(200, 200_000)))),
        ["json_deep_objects"] = (".jsonl", 5, true, random => Utf8(string.Concat(Enumerable.Repeat("{\"a\":", random.Next(200, 20_000))))),
        ["json_duplicate_keys"] = (".jsonl", 5, true, random => Utf8($"{{\"k{random.Next()}\":1,\"b\":2,\"b\":3}}")),
        ["json_bad_utf8"] = (".json", 10, true, random => [.. "[{\"a\": \""u8, (byte)random.Next(0xF8, 0x100), .. "\"}]"u8]),
        ["json_huge_numbers"] = (".json", 5, false, random => Utf8($"[{{\"n\": 1e{random.Next(300, 99999)}, \"m\": {new string('9', random.Next(20, 5000))}}}]")),
        ["json_10000_keys"] = (".json", 2, true, _ => Utf8("{" + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"k{i}\":1")) + "}")),
        ["json_100_mb_text"] = (".json", 1, true, _ => [.. "[{\"a\": \""u8, .. Enumerable.Repeat((byte)'x', 100 << 20), .. "\"}]"u8]),
        ["json_no_objects"] = (".json", 5, true, random => Utf8(new[] { "5", "\"a\"", "[1, 2]", "null", "[[{}]]" }[random.Next(5)])),
        ["sqlite_cut"] = (".db", 15, false, random => Cut(random, Sqlite.Value, least: 100)),
        ["sqlite_flipped"] = (".db", 25, false, random => Flip(random, Sqlite.Value, from: 16)),
        ["sqlite_header_only"] = (".db", 1, true, _ => Sqlite.Value[..100]),
        ["wrong_ending"] = (".parquet", 3, true, random => Utf8(Csv(random, null))),
        ["spreadsheet"] = (".csv", 1, true, _ => "PK\u0003\u0004...."u8.ToArray()),
        ["empty_csv"] = (".csv", 1, true, _ => []),
        ["empty_json"] = (".json", 1, true, _ => []),
        ["empty_parquet"] = (".parquet", 1, true, _ => []),
        ["empty_sqlite"] = (".db", 1, true, _ => []),
        ["blank_csv"] = (".csv", 1, true, _ => Utf8("\n\n  \n")),
    };

    private static string Csv(Random random, Func<int, string?>? line)
    {
        var text = new StringBuilder("a,b,c\n");
        for (var row = 0; row < 300; row++)
            text.Append(line?.Invoke(row) ?? $"x{row},\"q {random.Next()}\",{random.NextDouble():R}").Append('\n');
        return text.ToString();
    }

    private static string Json(Random random) => "[" + string.Join(",\n", Enumerable.Range(0, 60).Select(i => $"{{\"a\": {i}, \"b\": {{\"c\": \"t{random.Next()}\", \"d\": [1, true, null]}}}}")) + "]";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Pick(Random random, string letters, int most) => Utf8(string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => letters[random.Next(letters.Length)])));

    private static byte[] Put(Random random, byte[] bytes, byte value)
    {
        bytes[random.Next(bytes.Length / 2, bytes.Length - 1)] = value;
        return bytes;
    }

    private static byte[] Cut(Random random, byte[] bytes, int least = 0) => bytes[..random.Next(least, bytes.Length - 1)];

    private static byte[] Flip(Random random, byte[] bytes, int from)
    {
        var flipped = bytes.ToArray();
        flipped[random.Next(from, flipped.Length)] ^= (byte)random.Next(1, 256);
        return flipped;
    }

    /// <summary>A length of the footer that is not its own.</summary>
    private static byte[] Footer(Random random, byte[] bytes)
    {
        var lying = bytes.ToArray();
        BitConverter.TryWriteBytes(lying.AsSpan(lying.Length - 8), random.Next(2) == 0 ? random.Next(bytes.Length, int.MaxValue) : random.Next(1, 12));
        return lying;
    }

    /// <summary>A value without quotes and without a line break.</summary>
    private static byte[] Bare(int bytes, string end)
    {
        var cell = new byte[bytes];
        cell.AsSpan().Fill((byte)'x');
        return [.. "a,b\n1,2\n"u8, .. cell, .. Utf8(end)];
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] MakeParquet()
    {
        using var folder = new TempFolder();
        var whole = Enumerable.Range(0, 500).ToArray();
        var rows = new Table(
        [
            Column.Of<long>("n", whole.Select(i => (long)i * 7).ToArray()),
            Column.OfText("t", [.. whole.Select(i => i % 5 == 0 ? null : $"text {i}")]),
            Column.Of<DateTime>("at", whole.Select(i => DateTime.UnixEpoch.AddHours(i)).ToArray()),
        ]);
        ParquetFile.WriteAsync(folder.At("x.parquet"), rows, CancellationToken.None).GetAwaiter().GetResult();
        return File.ReadAllBytes(folder.At("x.parquet"));
    }

    private static byte[] MakeSqlite()
    {
        SqliteLibrary.EnsureLoaded();
        using var folder = new TempFolder();
        using (var connection = new SqliteConnection($"Data Source={folder.At("x.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE t (n INTEGER, x TEXT); WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 500) INSERT INTO t SELECT n, 'text ' || n FROM i";
            command.ExecuteNonQuery();
        }
        return File.ReadAllBytes(folder.At("x.db"));
    }
}
