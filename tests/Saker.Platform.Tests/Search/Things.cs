using Saker.Platform.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Search;

/// <summary>Random things and filters over them; few different keys and values, so that filters match some.</summary>
internal static class Things
{
    public const string Hiding = "hidden";

    public static readonly string[] Keys = ["a", "a.b", "with space", "it's", "ключ", "100%", "back`tick", "quo\"te"];
    public static readonly string[] Texts = ["", "x", "X", "xy", "a%b", "a_b", @"a\b", "O'Neil", "ä", "Ä", "true", "naïve; DROP TABLE things", "漢字"];
    public static readonly double[] Numbers = [0, -0.5, 1, 1.5, 1e300, -1e-300, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly FilterColumn s_id = new() { Name = "id", Sql = "t.id" };

    public static FilterTarget Target { get; } = new()
    {
        Name = "things",
        From = "things t",
        Key = ["t.id"],
        Columns =
        [
            s_id,
            new FilterColumn { Name = "name", Aliases = ["the name"], Sql = "t.name" },
            new FilterColumn { Name = "note", Sql = "t.note", IsNullable = true },
            new FilterColumn { Name = "size", Sql = "t.size", Kind = FilterKind.Integer },
        ],
        Entries =
        [
            new FilterEntries { Names = ["tag", "tags"], Table = "thing_tags", Owner = [("thing", "t.id")] },
            new FilterEntries { Names = ["metric", "metrics"], Table = "thing_metrics", Owner = [("thing", "t.id")], Kind = FilterKind.Metric },
        ],
        Relations = [new FilterRelation { Names = ["part", "parts"], From = "thing_parts q WHERE q.thing = t.id", Columns = [new FilterColumn { Name = "name", Sql = "q.name" }] }],
        LastOrder = [new OrderTerm(new ColumnField(s_id), IsDescending: true)],
    };

    public static async Task CreateAsync(Session session, Database database)
    {
        foreach (var statement in (string[])
        [
            "CREATE TABLE things (id TEXT PRIMARY KEY, name TEXT NOT NULL, note TEXT, size BIGINT NOT NULL)",
            "CREATE TABLE thing_tags (thing TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (thing, key))",
            "CREATE TABLE thing_metrics (thing TEXT NOT NULL, key TEXT NOT NULL, value DOUBLE PRECISION NOT NULL, is_nan INTEGER NOT NULL, PRIMARY KEY (thing, key))",
            "CREATE TABLE thing_parts (thing TEXT NOT NULL, name TEXT NOT NULL)",
        ])
            await session.ExecuteAsync(database.AdaptMigration(statement));
    }

    public static async Task ReplaceAsync(Session session, IReadOnlyList<Thing> things)
    {
        foreach (var table in (string[])["things", "thing_tags", "thing_metrics", "thing_parts"])
            await session.ExecuteAsync($"DELETE FROM {table}");
        await session.ExecuteAsync("INSERT INTO things (id, name, note, size) VALUES (@Id, @Name, @Note, @Size)", things.Select(thing => new { thing.Id, thing.Name, thing.Note, thing.Size }));
        await session.ExecuteAsync("INSERT INTO thing_tags (thing, key, value) VALUES (@Id, @Key, @Value)", things.SelectMany(thing => thing.Tags.Select(tag => new { thing.Id, tag.Key, tag.Value })));
        await session.ExecuteAsync(
            "INSERT INTO thing_metrics (thing, key, value, is_nan) VALUES (@Id, @Key, @Value, @IsNaN)",
            things.SelectMany(thing => thing.Metrics.Select(metric => new { thing.Id, metric.Key, Value = double.IsNaN(metric.Value) ? 0 : metric.Value, IsNaN = double.IsNaN(metric.Value) ? 1 : 0 })));
        await session.ExecuteAsync("INSERT INTO thing_parts (thing, name) VALUES (@Id, @part)", things.SelectMany(thing => thing.Parts.Select(part => new { thing.Id, part })));
    }

    public static IReadOnlyList<Thing> Create(Random random, int count) => [.. Enumerable.Range(0, count).Select(i => new Thing
    {
        Id = $"{random.Next(1000):000}-{i}",
        Name = Pick(random, Texts),
        Note = random.Next(3) == 0 ? null : Pick(random, Texts),
        Size = random.Next(-2, 4) + (random.Next(5) == 0 ? 1_760_000_000_000 : 0),
        Tags = Entries(random, Texts),
        Metrics = Entries(random, Numbers),
        Parts = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick(random, Texts))],
    })];

    /// <summary>A filter that can be written; two of its levels have parentheses.</summary>
    public static string Filter(Random random, int depth = 2)
    {
        var parts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (random.Next(4) == 0 ? "NOT " : "") + (depth > 0 && random.Next(3) == 0 ? $"({Filter(random, depth - 1)})" : Comparison(random)));
        return string.Concat(parts.Select((part, at) => at == 0 ? part : Pick(random, [" AND ", " OR ", "\nand\t", " oR "]) + part));
    }

    public static string Order(Random random) => string.Join(", ", Enumerable.Range(0, random.Next(0, 4)).Select(_ =>
        (random.Next(4) switch { 0 => Pick(random, ["name", "`the name`", "note"]), 1 => "size", 2 => "tags." + Name(random), _ => "metrics." + Name(random) }) + Pick(random, ["", " ASC", " desc"])));

    private static string Comparison(Random random) => random.Next(5) switch
    {
        0 => $"{Pick(random, ["name", "attributes.name", "\"the name\"", "note"])} {TextComparison(random)}",
        1 => $"size {NumberComparison(random, () => $"{random.Next(-2, 4)}{Pick(random, ["", ".5"])}")}",
        2 => $"{Pick(random, ["tag.", "tags."])}{Name(random)} {TextComparison(random)}",
        3 => $"part.name {TextComparison(random)}",
        _ => $"metrics.{Name(random)} {NumberComparison(random, () => Pick(random, ["0", "-0.5", "1", "1.5", "1e300", ".25"]))}",
    };

    private static string NumberComparison(Random random, Func<string> value) => random.Next(5) == 0
        ? $"{Pick(random, ["IN", "not in"])} ({value()}, {value()})"
        : Pick(random, ["=", "!=", ">", ">=", "<", "<="]) + Pick(random, ["", " "]) + value();

    private static string TextComparison(Random random) => random.Next(3) switch
    {
        0 => $"{Pick(random, ["IN", "NOT IN"])} ({Quoted(Pick(random, Texts))}, {Quoted(Pick(random, Texts))}{Pick(random, ["", ","])})",
        1 => $"{Pick(random, ["LIKE", "ILIKE", "not like", "NOT ILIKE"])} {Quoted(Pick(random, ["%", "x%", "%Y", "_", "a\\%b", "a\\_b", "a\\b", "%_%", "", "ä", "Ä", "Ä%", "x", "%;%"]))}",
        _ => $"{Pick(random, ["=", "!="])}{Quoted(Pick(random, Texts))}",
    };

    private static string Name(Random random)
    {
        var key = Pick(random, Keys);
        var quote = Pick(random, ["\"", "`"]);
        return key is "a" or "a.b" or "ключ" && random.Next(2) == 0 ? key : quote + key.Replace(quote, quote + quote, StringComparison.Ordinal) + quote;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static Dictionary<string, T> Entries<T>(Random random, T[] values) => Keys.Where(_ => random.Next(2) == 0).ToDictionary(key => key, _ => Pick(random, values));

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
