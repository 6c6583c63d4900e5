namespace Saker.Data.Tests.Checks;

/// <summary>Tables out of a seed, in which every kind of check finds something right, something wrong and something missing.</summary>
internal static class CheckTables
{
    /// <summary>Texts with the formats that they are of, by the names of the checks.</summary>
    public static IReadOnlyDictionary<string, string[]> Formats { get; } = new Dictionary<string, string[]>
    {
        ["a@b.example"] = ["email"],
        ["first.last+tag@mail.example.org"] = ["email"],
        ["a@localhost"] = [],
        ["@b.example"] = [],
        ["a b@c.example"] = [],
        ["a@-b.example"] = [],
        ["https://b.example/a?b=c#d"] = ["url"],
        ["HTTP://b.example:8080"] = ["url"],
        ["ftp://b.example/"] = ["url"],
        ["https://"] = [],
        ["https://a b"] = [],
        ["mailto:a@b.example"] = [],
        ["123e4567-e89b-12d3-a456-426614174000"] = ["uuid"],
        ["123E4567-E89B-12D3-A456-426614174000"] = ["uuid"],
        ["123e4567e89b12d3a456426614174000"] = [],
        ["192.168.0.1"] = ["ip_address"],
        ["255.255.255.255"] = ["ip_address"],
        ["256.1.1.1"] = [],
        ["01.2.3.4"] = [],
        ["::1"] = ["ip_address"],
        ["::"] = ["ip_address"],
        ["2001:db8::8a2e:370:7334"] = ["ip_address"],
        ["2001:db8:0:0:0:8a2e:370:7334"] = ["ip_address"],
        ["2001:db8::1::2"] = [],
        ["1:2:3:4:5:6:7:8:9"] = [],
        ["{\"a\": [1, null, \"x\"]}"] = ["json"],
        ["12"] = ["json"],
        ["\"text\""] = ["json"],
        ["{a: 1}"] = [],
        ["[1,"] = [],
        [""] = [],
    };

    public static Table Create(int seed, int rows)
    {
        var random = new Random(seed);
        string[] texts = ["a", "b", "ab", "abba", "A", "aB_", "é", "日本語", " ", "\t", "", "x'; --", "bb%"];
        string[] codes = ["a", "a", "b", "c", "1"];
        string[] written = ["12", "-3", "1.5", "x", "31.01.2024", "30.02.2024", "1.1.2024", "true", "2024-01-31", "007"];
        string[] formats = [.. Formats.Keys];
        var counter = 0L;
        return new Table(
        [
            Make("whole", rows, random, () => random.Next(3) == 0 ? random.NextInt64(-5, 6) : counter += random.Next(4) == 0 ? 1 : 2),
            Make("small", rows, random, () => random.Next(-5, 6)),
            Make("number", rows, random, () => random.Next(12) switch { 0 => double.NaN, 1 => 1e6, _ => (random.NextDouble() * 10) - 5 }),
            Make("text", rows, random, () => texts[random.Next(texts.Length)]),
            Make("code", rows, random, () => codes[random.Next(codes.Length)]),
            Make("flag", rows, random, () => random.Next(2) == 1),
            Make("day", rows, random, () => new DateOnly(2024, 1, 1).AddDays(random.Next(-30, 300))),
            Make("instant", rows, random, () => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(3) * 45 * random.Next(100))),
            Make("written", rows, random, () => written[random.Next(written.Length)]),
            Make("format", rows, random, () => formats[random.Next(formats.Length)]),
        ]);
    }

    private static Column<T> Make<T>(string name, int rows, Random random, Func<T> value) =>
        new(name, Enumerable.Range(0, rows).Select(_ => value()).ToArray(), Validity.From(rows, _ => random.Next(6) > 0));
}
