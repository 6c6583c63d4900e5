using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Platform.Tests.Registry;

/// <summary>What every <see cref="IRegistryStore"/> does.</summary>
public abstract class RegistryStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private IRegistryStore Store => Saker.Registry;

    [Fact]
    public async Task Registered_version_has_its_own_copy_of_the_files()
    {
        var run = new RunId(new string('a', 32));
        ModelVersion version;
        using (var source = new ModelSource())
            version = await Store.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Run = run, Dataset = "telco/1", Aliases = ["champion", "canary", "champion"] }, Cancellation);

        Assert.Equal(("churn", 1, run, "telco/1"), (version.Model, version.Version, version.Run, version.Dataset));
        Assert.Matches("^[0-9a-f]{64}$", version.Hash);
        Assert.True(Path.IsPathFullyQualified(version.Folder!));
        Assert.Equal("a model", await File.ReadAllTextAsync(Path.Combine(version.Folder!, "model.onnx"), Cancellation));
        Assert.Equal("a model, annotated", await File.ReadAllTextAsync(Path.Combine(version.Folder!, "extra", "notes.md"), Cancellation));
        Assert.Equal(["canary", "champion"], version.Aliases);
        var found = await Store.ResolveAsync("churn/1", Cancellation);
        Assert.Equivalent(version, found, strict: true);
    }

    [Fact]
    public async Task Versions_count_from_1_within_each_model()
    {
        Assert.Equal(1, (await RegisterAsync("churn", "a")).Version);
        Assert.Equal(2, (await RegisterAsync("churn", "b")).Version);
        Assert.Equal(1, (await RegisterAsync("fraud", "c")).Version);
        var models = await Store.ListAsync(Cancellation);
        Assert.Equal(["churn", "fraud"], models.Select(model => model.Name));
        Assert.Equal([2, 1], models[0].Versions.Select(version => version.Version));
        Assert.Null(await Store.FindAsync("none", Cancellation));
    }

    [Fact]
    public async Task Concurrent_registrations_get_numbers_without_gaps()
    {
        const int writers = 8;
        const int each = 5;
        var other = await Backend.OpenAsync();
        var versions = await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            var registry = (writer % 2 == 0 ? Saker : other).Registry;
            using var source = new ModelSource();
            var made = new List<ModelVersion>();
            for (var i = 0; i < each; i++)
            {
                source.Write("model.onnx", $"{writer}.{i}");
                made.Add(await registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Aliases = ["champion"] }, Cancellation));
            }
            return made;
        }));
        var churn = await Store.FindAsync("churn", Cancellation);
        Assert.Equal(Enumerable.Range(1, writers * each), versions.SelectMany(made => made).Select(version => version.Version).Order());
        Assert.Equal(writers * each, churn!.Aliases["champion"]);
        // Every move tells where the alias came from, without a gap in the chain.
        var moves = await Store.ListAliasMovesAsync("churn", Cancellation);
        Assert.Equal(moves.Select(move => move.To).Order().SkipLast(1).Cast<int?>().Prepend(null), moves.OrderBy(move => move.To).Select(move => move.From));
        foreach (var version in versions.SelectMany(made => made))
            await Saker.Services.GetRequiredService<ModelFolders>().VerifyAsync(await Store.ResolveAsync($"churn/{version.Version}", Cancellation), Cancellation);
    }

    [Fact]
    public async Task Same_content_is_another_version_of_the_same_hash()
    {
        var first = await RegisterAsync("churn", "same");
        var second = await RegisterAsync("churn", "same");
        var other = await RegisterAsync("churn", "different");
        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.Equal(first.Hash, second.Hash);
        Assert.NotEqual(first.Hash, other.Hash);
    }

    [Fact]
    public async Task Hash_counts_names_and_content_of_all_files()
    {
        var plain = await RegisterAsync("churn", "a");
        var hashes = new HashSet<string> { plain.Hash! };
        foreach (var (path, content) in new[] { ("model.onnx", "b"), ("extra/notes.md", "b"), ("one more", ""), ("extra/one more", "") })
        {
            using var source = new ModelSource("a");
            source.Write(path, content);
            hashes.Add((await Store.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation)).Hash!);
        }
        Assert.Equal(5, hashes.Count);
    }

    [Fact]
    public async Task Alias_history_tells_who_moved_what_from_where_to_where()
    {
        await RegisterAsync("churn", "a", "champion");
        await RegisterAsync("churn", "b", "champion");
        await SetAsync("churn", "champion", 1);
        await SetAsync("churn", "champion", 1);
        await SetAsync("churn", "canary", 2);

        var moves = await Store.ListAliasMovesAsync("churn", Cancellation);
        Assert.Equal(
            [("canary", null, 2), ("champion", 2, 1), ("champion", 1, 2), ("champion", null, 1)],
            moves.Select(move => (move.Alias, move.From, move.To)));
        Assert.All(moves, move => Assert.Equal(("churn", "tester"), (move.Model, move.By)));
        Assert.Equal(new Dictionary<string, int> { ["canary"] = 2, ["champion"] = 1 }, (await Store.FindAsync("churn", Cancellation))!.Aliases);
        Assert.Empty(await Store.ListAliasMovesAsync("none", Cancellation));
    }

    [Fact]
    public async Task Alias_moves_only_to_a_version_that_is_there()
    {
        await RegisterAsync("churn", "a");
        await Failures.OfAsync(ErrorKind.NotFound, () => SetAsync("churn", "champion", 2));
        await Failures.OfAsync(ErrorKind.NotFound, () => SetAsync("churn", "champion", 0));
        await Failures.OfAsync(ErrorKind.NotFound, () => SetAsync("none", "champion", 1));
        Assert.Empty(await Store.ListAliasMovesAsync("churn", Cancellation));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("v3")]
    [InlineData("V12")]
    [InlineData("")]
    [InlineData("a@b")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("Latest")]
    [InlineData("..")]
    public async Task Alias_that_is_no_name_is_refused(string alias)
    {
        await RegisterAsync("churn", "a");
        await Failures.OfAsync(ErrorKind.InvalidInput, () => SetAsync("churn", alias, 1));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => RegisterAsync("churn", "b", alias));
        Assert.Single((await Store.FindAsync("churn", Cancellation))!.Versions);
    }

    [Theory]
    [InlineData("churn", 3)]
    [InlineData("churn/1", 1)]
    [InlineData("churn/3", 3)]
    [InlineData("churn@champion", 2)]
    public async Task Reference_names_a_version(string reference, int expected)
    {
        await RegisterAsync("churn", "a");
        await RegisterAsync("churn", "b", "champion");
        await RegisterAsync("churn", "c");
        Assert.Equal(expected, (await Store.ResolveAsync(reference, Cancellation)).Version);
    }

    [Theory]
    [InlineData("churn/2", "newest is 1")]
    [InlineData("churn@canary", "it has: champion")]
    [InlineData("fraud", "no model 'fraud'")]
    [InlineData("fraud/1", "no model 'fraud'")]
    [InlineData("churn/1.5", "has no version 1.5; the greatest is 1.0.0")]
    [InlineData("churn/2.0.0", "has no version 2.0.0; the greatest is 1.0.0")]
    [InlineData("chu rn'; DROP TABLE models; --", "no model 'chu rn'; DROP")]
    public async Task Reference_to_nothing_says_what_there_is(string reference, string expected)
    {
        await RegisterAsync("churn", "a", "champion");
        var failure = await Failures.OfAsync(ErrorKind.NotFound, () => Store.ResolveAsync(reference, Cancellation));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("churn/")]
    [InlineData("churn/0")]
    [InlineData("churn/-1")]
    [InlineData("churn/1.05")]
    [InlineData("churn/1.2.3.4")]
    [InlineData("churn/v1")]
    [InlineData("churn/99999999999")]
    [InlineData("churn/1/2")]
    [InlineData("churn@")]
    [InlineData("@champion")]
    [InlineData("churn@a@b")]
    [InlineData("a:b")]
    [InlineData("churn\n")]
    [InlineData(" churn")]
    public async Task Reference_that_is_none_says_how_to_write_one(string reference)
    {
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.ResolveAsync(reference, Cancellation));
        Assert.Contains("churn@champion", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_name_of_a_registration_is_reported()
    {
        using var source = new ModelSource();
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.RegisterAsync(new Registration { Model = "a/b", Folder = source.Folder, Aliases = ["ok", "c d", "latest"] }, Cancellation));
        Assert.Equal(["model", "alias", "alias"], failure.Problems.Select(problem => problem.Field));
        Assert.Empty(await Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Folder_that_is_missing_empty_or_linked_is_refused()
    {
        using var source = new ModelSource();
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.RegisterAsync(new Registration { Model = "churn", Folder = Path.Combine(source.Folder, "none") }, Cancellation));
        var empty = Directory.CreateDirectory(Path.Combine(source.Folder, "empty")).FullName;
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.RegisterAsync(new Registration { Model = "churn", Folder = empty }, Cancellation));
        File.CreateSymbolicLink(Path.Combine(source.Folder, "link"), "/etc/passwd");
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation));
        Assert.Empty(await Store.ListAsync(Cancellation));
    }

    private Task<AliasOutcome> SetAsync(string model, string alias, int version) => Store.MoveAliasAsync(new AliasChange { Model = model, Alias = alias, Version = version }, Cancellation);

    private protected async Task<ModelVersion> RegisterAsync(string model, string content, params string[] aliases)
    {
        using var source = new ModelSource(content);
        return await Store.RegisterAsync(new Registration { Model = model, Folder = source.Folder, Aliases = aliases }, Cancellation);
    }
}
