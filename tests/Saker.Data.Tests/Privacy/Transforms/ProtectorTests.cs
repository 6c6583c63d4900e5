using System.Security.Cryptography;
using System.Text;
using Saker.Data.Privacy.Keys;
using Saker.Data.Privacy.Transforms;

namespace Saker.Data.Tests.Privacy.Transforms;

public sealed class ProtectorTests : IDisposable
{
    private const string Policy = """
        columns:
          name: drop
          email: { do: tokenise, deterministic: true }
          iban: { do: tokenize, purpose: account }
          card: { do: mask, keep_last: 4 }
          customer: { do: hash }
          age: { do: generalise, interval: [10, 20] }
          zip: { do: generalise, prefix: [3, 1], level: 2 }
          notes: { do: mask, types: [email, phone] }
          notes2: { do: drop, types: [card] }
          notes3: { do: tokenise, types: [email] }
          amount: keep
        """;

    private static readonly Table Rows = new(
    [
        Column.OfText("name", ["Ann", "Bob", "Cid"]),
        Column.OfText("email", ["a@example.com", "b@example.com", "a@example.com"]),
        Column.OfText("iban", ["GB82WEST12345698765432", null, "GB82WEST12345698765432"]),
        Column.OfText("card", ["4111 1111-1111 1111", "411", null]),
        Column.Of<long>("customer", new long[] { 17, 18, 17 }),
        Column.OfNumbers("age", [34, double.NaN, 30]),
        Column.OfText("zip", ["53115", "1", "80331"]),
        Column.OfText("notes", ["mail a@example.com or call 202-555-0143!", "nothing", null]),
        Column.OfText("notes2", ["paid by card 4111111111111111 today", "", null]),
        Column.OfText("notes3", ["ask a@example.com, then b@example.com.", "tok_ is no token; nor is tok_AAAA", null]),
        Column.OfNumbers("amount", [1.5, 2.5, 3.5]),
    ]);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_rule_does_what_it_says()
    {
        var ring = KeyRing.FromText(new string('7', 64), TimeProvider.System);
        var result = await Protector.ProtectAsync(TableStream.Of(Rows), ProtectionPolicy.Parse(Policy), ring, Token).ReadAllAsync();
        Assert.Equal(["email", "iban", "card", "customer", "age", "zip", "notes", "notes2", "notes3", "amount"], result.Columns.Select(column => column.Name));
        var emails = Texts(result, "email");
        Assert.StartsWith("tok_", emails[0], StringComparison.Ordinal);
        Assert.Equal(emails[0], emails[2]);
        Assert.NotEqual(emails[0], emails[1]);
        var ibans = Texts(result, "iban");
        Assert.Null(ibans[1]);
        Assert.NotEqual(ibans[0], ibans[2]);
        Assert.Equal(["**** ****-**** 1111", "***", null], Texts(result, "card"));
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(ring.Derive(ring.Active.Id, "hash column customer"), "17"u8));
        Assert.Equal([expected, expected], Texts(result, "customer").Where((_, i) => i != 1));
        Assert.Equal(["[30, 40)", null, "[30, 40)"], Texts(result, "age"));
        Assert.Equal(["5****", "1", "8****"], Texts(result, "zip"));
        Assert.Equal(["mail *@*******.*** or call ***-***-****!", "nothing", null], Texts(result, "notes"));
        Assert.Equal(["paid by card [card] today", "", null], Texts(result, "notes2"));
        Assert.Same(Rows.Get("amount"), result.Get("amount"));
    }

    [Fact]
    public async Task Tokens_are_revealed_after_rotations_and_only_by_the_ring()
    {
        var path = _folder.At("keys.json");
        var ring = KeyRing.Create(path, TimeProvider.System);
        var policy = ProtectionPolicy.Parse(Policy);
        var first = await Protector.ProtectAsync(TableStream.Of(Rows), policy, ring, Token).ReadAllAsync();
        await ring.RotateAsync(TimeProvider.System, Token);
        var second = await Protector.ProtectAsync(TableStream.Of(Rows), policy, ring, Token).ReadAllAsync();
        Assert.NotEqual(Texts(first, "email")[0], Texts(second, "email")[0]);
        var revealed = await Protector.RevealAsync(TableStream.Of(first, second), policy, KeyRing.Open(path), Token).ReadAllAsync();
        foreach (var column in new[] { "email", "iban", "notes3" })
            Assert.Equal([.. Texts(Rows, column), .. Texts(Rows, column)], Texts(revealed, column));
        Assert.Equal(["**** ****-**** 1111", "***", null], Texts(revealed, "card").Take(3));

        var stranger = KeyRing.Create(_folder.At("other.json"), TimeProvider.System);
        var error = await Assert.ThrowsAsync<SakerException>(() => Protector.RevealAsync(TableStream.Of(first), policy, stranger, Token).ReadAllAsync());
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        var otherPurpose = ProtectionPolicy.Parse("columns:\n  email: { do: tokenise, purpose: other }");
        error = await Assert.ThrowsAsync<SakerException>(() => Protector.RevealAsync(TableStream.Of(first), otherPurpose, ring, Token).ReadAllAsync());
        Assert.Equal(ErrorKind.DataLoss, error.Kind);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(60)]
    public async Task A_cell_whose_token_was_damaged_anywhere_is_refused(int at)
    {
        var ring = KeyRing.FromText(new string('7', 64), TimeProvider.System);
        var policy = ProtectionPolicy.Parse("others: tokenise");
        var hidden = await Protector.ProtectAsync(TableStream.Of(new Table([Column.OfText("t", ["somebody@example.com"])])), policy, ring, Token).ReadAllAsync();
        var token = Texts(hidden, "t").Single()!;
        var damaged = token[..at] + (token[at] == 'C' ? 'D' : 'C') + token[(at + 1)..];

        var error = await Assert.ThrowsAsync<SakerException>(() => Protector.RevealAsync(TableStream.Of(new Table([Column.OfText("t", [damaged])])), policy, ring, Token).ReadAllAsync());

        Assert.Contains(error.Kind, new[] { ErrorKind.DataLoss, ErrorKind.NotFound });
        var plain = await Protector.RevealAsync(TableStream.Of(new Table([Column.OfText("t", ["never hidden ~", "tok_"])])), policy, ring, Token).ReadAllAsync();
        Assert.Equal(["never hidden ~", "tok_"], Texts(plain, "t"));
    }

    [Fact]
    public async Task Tokens_are_revealed_whatever_text_stands_around_them()
    {
        var ring = KeyRing.FromText(new string('7', 64), TimeProvider.System);
        var policy = ProtectionPolicy.Parse("others: { do: tokenise, types: [email, phone, card] }");
        var random = new Random(3);
        string[] parts = ["a@example.com", "+44 20 7946 0958", "4111 1111 1111 1111", "-", "_", "~", "tok_", "x", " ", ".", "Office", "tok_AQ", "\n", "é"];
        var texts = Column.OfText("t", [.. Enumerable.Range(0, 2_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => parts[random.Next(parts.Length)])))]);
        var hidden = await Protector.ProtectAsync(TableStream.Of(new Table([texts])), policy, ring, Token).ReadAllAsync();
        Assert.True(Texts(hidden, "t").Count(text => text!.Length > 80) > 500);
        var revealed = await Protector.RevealAsync(TableStream.Of(hidden), policy, ring, Token).ReadAllAsync();
        Assert.Equal(Texts(new Table([texts]), "t"), Texts(revealed, "t"));
    }

    [Fact]
    public async Task A_named_key_keeps_hashes_and_deterministic_tokens_over_a_rotation()
    {
        var ring = KeyRing.Create(_folder.At("keys.json"), TimeProvider.System);
        var policy = ProtectionPolicy.Parse($"others: {{ do: tokenise, deterministic: true, key: {ring.Active.Id} }}");
        var table = Rows.Select(["email"]);
        var before = await Protector.ProtectAsync(TableStream.Of(table), policy, ring, Token).ReadAllAsync();
        await ring.RotateAsync(TimeProvider.System, Token);
        var after = await Protector.ProtectAsync(TableStream.Of(table), policy, ring, Token).ReadAllAsync();
        Assert.Equal(Texts(before, "email"), Texts(after, "email"));
    }

    [Fact]
    public async Task What_does_not_fit_the_data_is_told_at_once_before_the_first_row()
    {
        var policy = ProtectionPolicy.Parse("columns:\n  email: hash\n  gone: drop");
        var error = await Assert.ThrowsAsync<SakerException>(() => Protector.ProtectAsync(TableStream.Of(Rows.Select(["email", "name"])), policy, null, Token).ReadAllAsync());
        Assert.Equal(["gone", "email", "name"], error.Problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("interval: [1000]", "is not a number")]
    [InlineData("date: [year]", "is not a date")]
    [InlineData("taxonomy: { low: ['1'], high: ['2000-01-01'] }", "is not in the taxonomy")]
    public async Task A_cell_that_cannot_be_generalised_is_told_by_row_and_not_by_value(string how, string why)
    {
        var policy = ProtectionPolicy.Parse($"columns:\n  income: {{ do: generalise, {how} }}");
        var good = new Table([Column.OfText("income", [how.StartsWith("date", StringComparison.Ordinal) ? "2000-01-01" : "1", null])]);
        var wrong = new Table([Column.OfText("income", [null, "Alice Smith, 12 Elm Rd"])]);

        var error = await Assert.ThrowsAsync<SakerException>(() => Protector.ProtectAsync(TableStream.Of(good, wrong), policy, null, Token).ReadAllAsync());

        var problem = Assert.Single(error.Problems);
        Assert.Equal(("income", 4), (problem.Field, problem.Row));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Alice", $"{error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_very_many_such_cells_the_first_are_told()
    {
        var policy = ProtectionPolicy.Parse("columns:\n  income: { do: generalise, interval: [10] }");
        var rows = new Table([Column.OfText("income", [.. Enumerable.Repeat("none", 100)])]);

        var error = await Assert.ThrowsAsync<SakerException>(() => Protector.ProtectAsync(TableStream.Of(rows), policy, null, Token).ReadAllAsync());

        Assert.Equal(Enumerable.Range(1, 20).Select(row => (long?)row), error.Problems.Select(problem => problem.Row));
    }

    [Theory]
    [InlineData("keep", "keep a")]
    [InlineData("{ do: hash, purpose: customer }", "hash a (purpose customer)")]
    [InlineData("{ do: tokenise, deterministic: true, types: [email, phone] }", "tokenise a (email and phone in it, deterministic)")]
    [InlineData("{ do: mask, keep_first: 2, keep_last: 4 }", "mask a (first 2 kept, last 4 kept)")]
    [InlineData("{ do: generalise, interval: [2.5, 10], level: 2 }", "generalise a (interval 2.5, 10, level 2)")]
    [InlineData("{ do: generalise, date: [month, year] }", "generalise a (date month, year)")]
    [InlineData("{ do: generalise, prefix: [3, 1] }", "generalise a (prefix 3, 1)")]
    public void A_rule_says_all_that_it_does(string rule, string said) =>
        Assert.Equal(said, ProtectionPolicy.Parse($"columns:\n  a: {rule}").Columns["a"].Describe("a"));

    [Fact]
    public void Taxonomies_that_differ_in_a_group_are_told_apart()
    {
        string[] said = [.. new[] { "{ desk: [clerk], road: [pilot] }", "{ desk: [pilot], road: [clerk] }", "{ road: [pilot], desk: [clerk] }" }
            .Select(tree => ProtectionPolicy.Parse($"columns:\n  a: {{ do: generalise, taxonomy: {tree} }}").Columns["a"].Describe("a"))];

        Assert.StartsWith("generalise a (taxonomy of 2 values, ", said[0], StringComparison.Ordinal);
        Assert.NotEqual(said[0], said[1]);
        Assert.Equal(said[0], said[2]);
    }

    [Fact]
    public void What_is_wrong_in_a_policy_is_told_at_once_with_lines()
    {
        var error = Assert.Throws<SakerException>(() => ProtectionPolicy.Parse("""
            columns:
              a: hide
              b: { do: mask, types: [emial] }
              c: { do: generalise, interval: [10, 15] }
              d: { do: mask, deterministic: true }
              e: { do: generalise }
              f: { do: generalise, date: [year, month] }
            """));
        Assert.Equal(["line 2, columns.a", "line 3, columns.b.types", "line 4, columns.c.interval", "line 5, columns.d.deterministic", "line 6, columns.e", "line 7, columns.f.date"], error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void A_rule_that_could_let_everything_through_or_does_not_say_how_is_no_policy()
    {
        var error = Assert.Throws<SakerException>(() => ProtectionPolicy.Parse("""
            columns:
              age: generalise
              note: { do: mask, types: [] }
            others: generalize
            """));
        Assert.Equal(["line 2, columns.age", "line 3, columns.note.types", "line 4, others"], error.Problems.Select(problem => problem.Field));
        Assert.Contains("interval, date, prefix and taxonomy", error.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Such_a_rule_that_was_made_in_code_is_refused_before_the_first_row()
    {
        foreach (var rule in new[] { new ProtectionRule { Kind = ProtectionKind.Generalise }, new ProtectionRule { Kind = ProtectionKind.Mask, Types = [] }, new ProtectionRule { Kind = ProtectionKind.Drop, Types = [] } })
        {
            var policy = new ProtectionPolicy { Columns = new Dictionary<string, ProtectionRule> { ["name"] = rule } };
            var error = await Assert.ThrowsAsync<SakerException>(() => Protector.ProtectAsync(TableStream.Of(Rows.Select(["name"])), policy, null, Token).ReadAllAsync());
            Assert.Equal("name", Assert.Single(error.Problems).Field);
        }
    }

    [Fact]
    public void Deterministic_tokens_of_a_text_do_not_repeat_in_another_column()
    {
        var ring = KeyRing.FromText(new string('7', 64), TimeProvider.System);
        using var one = ring.OpenSealer("column a");
        using var other = ring.OpenSealer("column b");
        Assert.NotEqual(one.Seal("x"u8, [], deterministic: true), other.Seal("x"u8, [], deterministic: true));
        Assert.Equal("x", Encoding.UTF8.GetString(one.Open(one.Seal("x"u8, [], deterministic: true), [])!));
    }

    private static List<string?> Texts(Table table, string column) => [.. Enumerable.Range(0, table.RowCount).Select(row => table.Get(column).GetValue(row)?.ToString())];
}
