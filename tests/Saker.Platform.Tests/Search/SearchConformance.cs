using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Search;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Search;

/// <summary>What a search finds on every database.</summary>
public abstract class SearchConformance(TestBackend backend) : StoreConformance(backend)
{
    private Database Database => Saker.Services.GetRequiredService<Database>();

    [Fact]
    public async Task Any_search_finds_what_its_filter_means_in_its_order_page_after_page()
    {
        await Database.WriteAsync(session => Things.CreateAsync(session, Database), Cancellation);
        Prop.ForAll<int>(seed => AgreesAsync(new Random(seed)).GetAwaiter().GetResult()).Hold(60);
    }

    [Fact]
    public async Task Orders_that_begin_at_an_index_give_what_the_others_give()
    {
        await Database.WriteAsync(session => Things.CreateAsync(session, Database), Cancellation);
        var random = new Random(7);
        var things = Things.Create(random, 700);
        await Database.WriteAsync(session => Things.ReplaceAsync(session, things), Cancellation);
        foreach (var order in (string[])["metrics.a", "metrics.a DESC, size", "tags.a, metrics.a DESC", "tags.`a.b` DESC"])
            foreach (var filter in (string[])["", "metrics.a > 0", "tags.a != 'x' OR size > 1"])
                Assert.Equal(ThingSearch.Run(things, filter, order), await WalkAsync(filter, order, 97));
    }

    [Fact]
    public async Task Tokens_of_mlflow_pass_over_rows()
    {
        await FillAsync(30);
        var all = await WalkAsync("", "metrics.a DESC", 100);
        var hits = await SearchAsync("", "metrics.a DESC", 5, Convert.ToBase64String("""{"offset": 12}"""u8));
        Assert.Equal(all.Skip(12).Take(5), hits.Rows.Select(row => (string)row[0]));
        Assert.Equal(all.Skip(17).Take(5), (await SearchAsync("", "metrics.a DESC", 5, hits.NextPageToken)).Rows.Select(row => (string)row[0]));
    }

    [Fact]
    public async Task Pages_do_not_shift_when_rows_go()
    {
        await FillAsync(30);
        var all = await WalkAsync("", "size", 100);
        var hits = await SearchAsync("", "size", 5, null);
        await Database.WriteAsync(session => session.ExecuteAsync("DELETE FROM things WHERE id = @id", new { id = all[2] }), Cancellation);
        Assert.Equal(all.Skip(5).Take(5), (await SearchAsync("", "size", 5, hits.NextPageToken)).Rows.Select(row => (string)row[0]));
    }

    [Fact]
    public async Task A_bad_token_or_one_of_another_search_is_refused()
    {
        await FillAsync(30);
        var token = (await SearchAsync("size > -9", "name", 5, null)).NextPageToken!;
        string[] bad =
        [
            "x", "%%%", "e30", token[..^4], token + "AAAA", new string('A', 200_000),
            .. ((string[])["[]", "null", "7", "[7]", "{}", """{"offset":-1}""", """{"offset":1.5}""", """{"offset":"1"}""", """{"offset":99999999999}""", "[\"\"]", new string('[', 5000)]).Select(json => Convert.ToBase64String(Encoding.UTF8.GetBytes(json))),
            // Half of a surrogate pair, and bytes that are no UTF-8.
            Convert.ToBase64String("""["\ud800"]"""u8), Convert.ToBase64String([(byte)'[', (byte)'"', 0xFF, 0xC0, (byte)'"', (byte)']']),
        ];
        foreach (var text in bad)
            Assert.StartsWith("Invalid page token", (await Failures.OfAsync(ErrorKind.InvalidInput, () => SearchAsync("size > -9", "name", 5, text))).Message);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => SearchAsync("size > -8", "name", 5, token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => SearchAsync("size > -9", "name DESC", 5, token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => SearchAsync("size > -9", "size", 5, token));
        Assert.Equal(5, (await SearchAsync("size > -9", "name", 5, token)).Rows.Count);
    }

    [Fact]
    public async Task Values_of_a_token_that_were_changed_harm_nothing()
    {
        await FillAsync(30);
        var token = (await SearchAsync("", "size", 5, null)).NextPageToken!;
        var json = Encoding.UTF8.GetString(Convert.FromBase64String(token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '=')));
        foreach (var (from, to) in ((string, string)[])[("\"i", "\"s"), ("\"s", "\"i"), ("\"s", "\"s\\u0000"), ("\"i", "\"ix"), ("]", ",\"i1\"]")])
            await Failures.OfAsync(ErrorKind.InvalidInput, () => SearchAsync("", "size", 5, Convert.ToBase64String(Encoding.UTF8.GetBytes(json.Replace(from, to, StringComparison.Ordinal)))));
        var hostile = json.Replace("\"s", "\"s' OR 1=1; DROP TABLE things --", StringComparison.Ordinal);
        Assert.True((await SearchAsync("", "size", 5, Convert.ToBase64String(Encoding.UTF8.GetBytes(hostile)))).Rows.Count <= 5);
        Assert.Equal(30, (await WalkAsync("", "", 100)).Count);
    }

    [Theory]
    [InlineData("tags.a = 'x'' OR ''1''=''1'")]
    [InlineData("tags.\"a' OR 1=1 --\" = '; DROP TABLE things; --'")]
    [InlineData("tags.`a\"); DELETE FROM things; --` LIKE '%\\'")]
    [InlineData("name = '@p0' AND name != '@p99' AND note IN ('@p1', '?', ':p2', '$1')")]
    public async Task Sql_in_a_filter_is_a_text_like_any_other(string filter)
    {
        var things = await FillAsync(30);
        Assert.Equal(ThingSearch.Run(things, filter, ""), await WalkAsync(filter, "", 7));
        Assert.Equal(30, (await WalkAsync("", "", 100)).Count);
    }

    [Fact]
    public async Task The_longest_filter_runs()
    {
        await FillAsync(30);
        var values = string.Join(", ", Enumerable.Range(0, SearchLimits.MaxValues / 100).Select(i => $"'{i}'"));
        var all = string.Join(" AND ", Enumerable.Repeat($"tags.a NOT IN ({values})", SearchLimits.MaxClauses));
        Assert.Equal(ThingSearch.Run(await FillAsync(30), "tags.a != 'nothing'", ""), await WalkAsync(all, "", 100));
        var deep = new string('(', SearchLimits.MaxDepth) + "size > 0" + new string(')', SearchLimits.MaxDepth);
        Assert.NotNull(await WalkAsync(deep, string.Join(", ", Enumerable.Range(0, SearchLimits.MaxOrderTerms).Select(i => $"metrics.m{i}")), 100));
    }

    private async Task AgreesAsync(Random random)
    {
        var things = Things.Create(random, random.Next(0, 40));
        await Database.WriteAsync(session => Things.ReplaceAsync(session, things), Cancellation);
        for (var i = 0; i < 10; i++)
        {
            var filter = Things.Filter(random);
            var order = Things.Order(random);
            var expected = ThingSearch.Run(things, filter, order);
            var found = await WalkAsync(filter, order, random.Next(1, 12));
            Assert.True(expected.SequenceEqual(found), $"{filter} | {order}: expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");
        }
    }

    private async Task<IReadOnlyList<Thing>> FillAsync(int count)
    {
        var things = Things.Create(new Random(count), count);
        await Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DROP TABLE IF EXISTS things");
                foreach (var table in (string[])["thing_tags", "thing_metrics", "thing_parts"])
                    await session.ExecuteAsync($"DROP TABLE IF EXISTS {table}");
                await Things.CreateAsync(session, Database);
                await Things.ReplaceAsync(session, things);
            },
            Cancellation);
        return things;
    }

    private async Task<IReadOnlyList<string>> WalkAsync(string filter, string order, int pageSize)
    {
        List<string> found = [];
        string? token = null;
        do
        {
            var hits = await SearchAsync(filter, order, pageSize, token);
            Assert.True(hits.Rows.Count == pageSize || hits.NextPageToken is null);
            found.AddRange(hits.Rows.Select(row => (string)row[0]));
            token = hits.NextPageToken;
        }
        while (token is not null);
        return found;
    }

    private Task<SearchHits> SearchAsync(string filter, string order, int maxCount, string? token) => Database.ReadAsync(
        new SearchQuery { Target = Things.Target, Filter = filter, OrderBy = order.Length == 0 ? [] : [order], MaxCount = maxCount, PageToken = token }.RunAsync, Cancellation);
}
