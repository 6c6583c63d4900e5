using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Registry;

/// <summary>What every registry keeps beside versions: descriptions, tags, stages, names that change, versions without files.</summary>
public abstract class RegistryMetadataConformance(TestBackend backend) : StoreConformance(backend)
{
    private IRegistryStore Store => Saker.Registry;

    [Theory]
    [InlineData("churn model, 2nd try")]
    [InlineData("Kündigung ✓")]
    [InlineData("a'b\"c;--%_\\#?")]
    [InlineData("-x.y_z-")]
    public async Task Model_has_nearly_any_name_and_is_found_by_it(string name)
    {
        await Store.CreateAsync(new NewModel { Name = name, Description = "why", Tags = new Dictionary<string, string> { ["team"] = "risk" } }, Cancellation);
        await RegisterAsync(name, "a", "champion");
        var model = await Store.FindAsync(name, Cancellation);
        Assert.Equal((name, "why", "risk", 1), (model!.Name, model.Description, model.Tags["team"], model.Versions.Count));
        Assert.Equal(1, (await Store.ResolveAsync($"{name}/1", Cancellation)).Version);
        Assert.Equal(1, (await Store.ResolveAsync($"{name}@champion", Cancellation)).Version);
        Assert.Equal(1, (await Store.ResolveAsync(name, Cancellation)).Version);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a/b", "'/'")]
    [InlineData("a:b", "':'")]
    [InlineData("a@b", "'@'")]
    [InlineData("..", "another place")]
    [InlineData("a\nb", "control character")]
    [InlineData(" a", "space")]
    public async Task Name_that_would_make_references_unclear_is_refused_with_the_reason(string name, string reason)
    {
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.CreateAsync(new NewModel { Name = name }, Cancellation));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Model_may_have_no_version_and_its_name_is_taken_then()
    {
        var made = await Store.CreateAsync(new NewModel { Name = "churn" }, Cancellation);
        Assert.Empty(made.Versions);
        await Failures.OfAsync(ErrorKind.AlreadyExists, () => Store.CreateAsync(new NewModel { Name = "churn" }, Cancellation));
        Assert.Contains("no version yet", (await Failures.OfAsync(ErrorKind.NotFound, () => Store.ResolveAsync("churn", Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("nor any other", (await Failures.OfAsync(ErrorKind.NotFound, () => Store.ResolveAsync("churn/1", Cancellation))).Message, StringComparison.Ordinal);
        Assert.Equal(1, (await RegisterAsync("churn", "a")).Version);
    }

    [Fact]
    public async Task Descriptions_and_tags_change_and_go()
    {
        await RegisterAsync("churn", "a");
        Assert.Equal("text", (await Store.DescribeAsync("churn", "text", Cancellation)).Description);
        Assert.Null((await Store.DescribeAsync("churn", null, Cancellation)).Description);
        Assert.Equal("v text", (await Store.DescribeVersionAsync("churn", 1, "v text", Cancellation)).Description);
        await Store.SetTagAsync("churn", "team", "risk", Cancellation);
        await Store.SetTagAsync("churn", "team", "credit", Cancellation);
        await Store.SetVersionTagAsync("churn", 1, "ok", "", Cancellation);
        var model = await Store.FindAsync("churn", Cancellation);
        Assert.Equal(("credit", ""), (model!.Tags["team"], model.Versions[0].Tags["ok"]));
        await Store.DeleteTagAsync("churn", "team", Cancellation);
        await Store.DeleteTagAsync("churn", "team", Cancellation);
        await Store.DeleteVersionTagAsync("churn", 1, "ok", Cancellation);
        model = await Store.FindAsync("churn", Cancellation);
        Assert.Empty(model!.Tags);
        Assert.Empty(model.Versions[0].Tags);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.SetTagAsync("churn", "/a", "", Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.SetTagAsync("churn", new string('k', 251), "", Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.SetTagAsync("none", "a", "", Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.SetVersionTagAsync("churn", 2, "a", "", Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.DescribeVersionAsync("churn", 2, "a", Cancellation));
    }

    [Fact]
    public async Task Tag_is_as_long_as_it_may_be()
    {
        await RegisterAsync("churn", "a");
        var random = new Random(7);
        // Nothing that could be pressed into less.
        var value = string.Create(100_000, random, (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)source.Next(0x4E00, 0x9FFF);
        });
        await Store.SetTagAsync("churn", "long", value, Cancellation);
        await Store.SetVersionTagAsync("churn", 1, "long", value, Cancellation);
        var model = await Store.FindAsync("churn", Cancellation);
        Assert.Equal(value, model!.Tags["long"]);
        Assert.Equal(value, model.Versions[0].Tags["long"]);
    }

    [Theory]
    [InlineData("1.0.2147483647")]
    [InlineData("1.1000001.0")]
    public async Task Semantic_version_that_others_could_not_follow_is_refused(string wanted)
    {
        using var source = new ModelSource("a");
        var registration = new Registration { Model = "churn", Folder = source.Folder, Semantic = SemanticVersion.Find(wanted) };
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.RegisterAsync(registration, Cancellation));
        Assert.Contains("1000000", failure.Problems[0].Message, StringComparison.Ordinal);
        await Store.RegisterAsync(registration with { Semantic = new SemanticVersion(1_000_000, 1_000_000, 1_000_000) }, Cancellation);
        Assert.Equal(new SemanticVersion(1_000_000, 1_000_001, 0), (await RegisterAsync("churn", "b")).Semantic);
    }

    [Fact]
    public async Task Stage_moves_and_archives_the_others_when_asked()
    {
        await RegisterAsync("churn", "a");
        await RegisterAsync("churn", "b");
        await Store.SetStageAsync(new StageChange { Model = "churn", Version = 1, Stage = ModelStage.Production, ArchivesOthers = false }, Cancellation);
        Assert.Equal(ModelStage.Production, (await Store.SetStageAsync(new StageChange { Model = "churn", Version = 2, Stage = ModelStage.Production, ArchivesOthers = true }, Cancellation)).Stage);
        Assert.Equal([ModelStage.Production, ModelStage.Archived], (await Store.FindAsync("churn", Cancellation))!.Versions.Select(version => version.Stage));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.SetStageAsync(new StageChange { Model = "churn", Version = 1, Stage = ModelStage.None, ArchivesOthers = true }, Cancellation));
    }

    [Fact]
    public async Task Renamed_model_takes_everything_along()
    {
        await RegisterAsync("churn", "a", "champion");
        await RegisterAsync("churn", "b");
        await Store.SetTagAsync("churn", "team", "risk", Cancellation);
        await Store.SetVersionTagAsync("churn", 2, "ok", "yes", Cancellation);
        await Saker.Endpoints.FollowAsync("live", "churn", "champion", Cancellation);
        await Store.CreateAsync(new NewModel { Name = "taken" }, Cancellation);
        await Failures.OfAsync(ErrorKind.AlreadyExists, () => Store.RenameAsync("churn", "taken", Cancellation));

        var renamed = await Store.RenameAsync("churn", "kündigung", Cancellation);

        Assert.Null(await Store.FindAsync("churn", Cancellation));
        Assert.Equal([2, 1], renamed.Versions.Select(version => version.Version));
        Assert.Equal(("risk", "yes", 1), (renamed.Tags["team"], renamed.Versions[0].Tags["ok"], renamed.Aliases["champion"]));
        Assert.Equal("champion", Assert.Single(await Store.ListAliasMovesAsync("kündigung", Cancellation)).Alias);
        Assert.Equal(("kündigung", 1, "champion"), ((await Saker.Endpoints.FindAsync("live", Cancellation)) is { } live ? (live.Model, live.Version, live.Follows) : default));
        Assert.Equal(3, (await RegisterAsync("kündigung", "c")).Version);
        Assert.Equal(1, (await RegisterAsync("churn", "d")).Version);
    }

    [Fact]
    public async Task A_name_that_was_given_up_leads_to_the_model_until_another_bears_it()
    {
        await RegisterAsync("a", "a");
        await Store.RenameAsync("a", "b", Cancellation);
        await Store.RenameAsync("b", "c", Cancellation);
        Assert.Equal(("c", "c", null, null), (await Store.FindRenamedAsync("a", Cancellation), await Store.FindRenamedAsync("b", Cancellation), await Store.FindRenamedAsync("c", Cancellation), await Store.FindRenamedAsync("d", Cancellation)));

        Assert.Contains("it is called 'c' now", (await Failures.OfAsync(ErrorKind.NotFound, () => Store.ResolveAsync("a/1", Cancellation))).Message, StringComparison.Ordinal);

        await RegisterAsync("a", "b");
        Assert.Null(await Store.FindRenamedAsync("a", Cancellation));
        await Store.RenameAsync("a", "d", Cancellation);
        await Store.RenameAsync("d", "a", Cancellation);
        Assert.Equal((null, "a"), (await Store.FindRenamedAsync("a", Cancellation), await Store.FindRenamedAsync("d", Cancellation)));
        await Store.DeleteAsync("c", Cancellation);
        Assert.Null(await Store.FindRenamedAsync("b", Cancellation));
        // A stranger that takes the name of one that is gone is not what the old names stand for.
        await RegisterAsync("c", "c");
        Assert.Null(await Store.FindRenamedAsync("b", Cancellation));
        await Store.RenameAsync("c", "e", Cancellation);
        Assert.Equal((null, "e"), (await Store.FindRenamedAsync("b", Cancellation), await Store.FindRenamedAsync("c", Cancellation)));
    }

    [Fact]
    public async Task A_version_that_was_made_of_one_of_a_model_goes_to_it_though_it_was_renamed_meanwhile()
    {
        await RegisterAsync("churn", "a");
        await Store.RenameAsync("churn", "leavers", Cancellation);
        using var source = new ModelSource("b");

        var version = await Store.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Parent = new ParentVersion("churn", 1), MakesModel = false }, Cancellation);

        Assert.Equal(("leavers", 2, new ParentVersion("leavers", 1)), (version.Model, version.Version, version.Parent));
        Assert.Null(await Store.FindAsync("churn", Cancellation));
        using var other = new ModelSource("c");
        await Store.DeleteAsync("leavers", Cancellation);
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.RegisterAsync(new Registration { Model = "churn", Folder = other.Folder, Parent = new ParentVersion("churn", 1), MakesModel = false }, Cancellation));
    }

    [Fact]
    public async Task Deleted_version_is_gone_and_its_number_is_not_given_again()
    {
        await RegisterAsync("churn", "a");
        var second = await RegisterAsync("churn", "b", "champion");
        await Store.SetVersionTagAsync("churn", 2, "ok", "yes", Cancellation);
        await Store.DeleteVersionAsync("churn", 2, new Actor("ann", Role.Deployer), Cancellation);

        Assert.Null(await Store.FindVersionAsync("churn", 2, Cancellation));
        Assert.Equal(1, (await Store.ResolveAsync("churn", Cancellation)).Version);
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.ResolveAsync("churn/2", Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.DeleteVersionAsync("churn", 2, null, Cancellation));
        var model = await Store.FindAsync("churn", Cancellation);
        Assert.Empty(model!.Aliases);
        var gone = (await Store.ListAliasMovesAsync("churn", Cancellation))[0];
        Assert.Equal(("champion", 2, null, "ann"), (gone.Alias, gone.From, gone.To, gone.By));
        await Store.RecoverAsync(Cancellation);
        Assert.False(Directory.Exists(second.Folder));
        Assert.Equal(3, (await RegisterAsync("churn", "b")).Version);
    }

    [Fact]
    public async Task What_an_endpoint_serves_cannot_be_deleted()
    {
        await RegisterAsync("churn", "a");
        await Saker.Endpoints.DeployAsync("live", "churn", 1, Cancellation);
        Assert.Contains("endpoint 'live'", (await Failures.OfAsync(ErrorKind.Conflict, () => Store.DeleteVersionAsync("churn", 1, null, Cancellation))).Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.Conflict, () => Store.DeleteAsync("churn", Cancellation));
        await Saker.Endpoints.RemoveAsync("live", by: null, Cancellation);
        await Store.SetTagAsync("churn", "team", "risk", Cancellation);
        await Store.DeleteAsync("churn", Cancellation);
        Assert.Null(await Store.FindAsync("churn", Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.DeleteAsync("churn", Cancellation));
    }

    [Fact]
    public async Task Version_without_files_says_why_and_is_not_deployed()
    {
        var version = await Store.RegisterAsync(new Registration { Model = "churn", Folder = null, FilesReason = "They are in a pickle.", Source = "s3://b/m", Run = new RunId("r1"), By = new Actor("ann", Role.Deployer) }, Cancellation);
        Assert.Equal((false, "They are in a pickle.", "s3://b/m", "ann"), (version.HasFiles, version.FilesReason, version.Source, version.RegisteredBy));
        var failure = await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Endpoints.DeployAsync("live", "churn", 1, Cancellation));
        Assert.Contains("They are in a pickle.", failure.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.Conflict, () => Task.Run(version.RequireFiles));
    }

    [Fact]
    public async Task Searches_find_models_and_versions()
    {
        await RegisterAsync("churn", "a");
        await RegisterAsync("churn", "b");
        await RegisterAsync("fraud", "c");
        await Store.SetTagAsync("fraud", "team", "risk", Cancellation);
        await Store.SetVersionTagAsync("churn", 2, "ok", "yes", Cancellation);
        await Store.DeleteVersionAsync("churn", 1, null, Cancellation);
        var search = Saker.RegistrySearch;

        Assert.Equal(["fraud"], (await search.SearchModelsAsync(new RegistryQuery { Filter = "tags.team = 'risk' OR name = 'none'", MaxCount = 10 }, Cancellation)).Items.Select(model => model.Name));
        var page = await search.SearchModelsAsync(new RegistryQuery { OrderBy = ["name DESC"], MaxCount = 1 }, Cancellation);
        Assert.Equal("fraud", page.Items.Single().Name);
        Assert.Equal("churn", (await search.SearchModelsAsync(new RegistryQuery { OrderBy = ["name DESC"], MaxCount = 1, PageToken = page.NextPageToken }, Cancellation)).Items.Single().Name);
        Assert.Equal(["churn/2", "fraud/1"], (await search.SearchVersionsAsync(new RegistryQuery { MaxCount = 10 }, Cancellation)).Items.Select(version => version.Reference));
        Assert.Equal(["churn/2"], (await search.SearchVersionsAsync(new RegistryQuery { Filter = "tag.ok = 'yes' and version_number > 1", MaxCount = 10 }, Cancellation)).Items.Select(version => version.Reference));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => search.SearchVersionsAsync(new RegistryQuery { Filter = "nothing = 1", MaxCount = 10 }, Cancellation));
    }

    [Fact]
    public async Task Models_are_listed_without_their_versions_and_versions_and_moves_in_pages()
    {
        for (var i = 0; i < 5; i++)
            await RegisterAsync("churn", $"c{i}", i == 4 ? ["champion"] : []);
        await Store.CreateAsync(new NewModel { Name = "empty" }, Cancellation);
        await Store.SetTagAsync("churn", "team", "risk", Cancellation);
        await Store.DeleteVersionAsync("churn", 2, null, Cancellation);
        foreach (var version in (int[])[3, 4])
            await Store.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = version, Evidence = "why" }, Cancellation);
        var search = Saker.RegistrySearch;

        var page = await search.SearchSummariesAsync(new RegistryQuery { Filter = "name ILIKE '%U%' OR name = 'empty'", OrderBy = ["name ASC"], MaxCount = 1 }, Cancellation);
        var churn = Assert.Single(page.Items);
        Assert.Equal(("churn", 4, 5, 4, "risk"), (churn.Name, churn.VersionCount, churn.Latest?.Version, churn.Aliases["champion"], churn.Tags["team"]));
        var empty = Assert.Single((await search.SearchSummariesAsync(new RegistryQuery { Filter = "name ILIKE '%U%' OR name = 'empty'", OrderBy = ["name ASC"], MaxCount = 1, PageToken = page.NextPageToken }, Cancellation)).Items);
        Assert.Equal(("empty", 0, null), (empty.Name, empty.VersionCount, empty.Latest));
        Assert.Equal("churn", (await search.FindSummaryAsync("churn", Cancellation))?.Name);
        Assert.Null(await search.FindSummaryAsync("nothing", Cancellation));

        Assert.Equal([5, 4], (await search.ListVersionsAsync("churn", null, 2, Cancellation)).Select(version => version.Version));
        Assert.Equal([3, 1], (await search.ListVersionsAsync("churn", 4, 2, Cancellation)).Select(version => version.Version));
        Assert.Empty(await search.ListVersionsAsync("nothing", null, 2, Cancellation));

        var moves = await Store.ListAliasMovesAsync("churn", Cancellation);
        Assert.Equal(moves.Select(move => (move.To, move.Until)), (await search.ListMovesAsync("churn", null, 0, 2, Cancellation)).Concat(await search.ListMovesAsync("churn", null, 2, 2, Cancellation)).Select(move => (move.To, move.Until)));
        Assert.Empty(await search.ListMovesAsync("churn", "other", 0, 2, Cancellation));
        Assert.Null(moves[0].Until);
        Assert.Equal(moves[0].At, moves[1].Until);
    }

    [Fact]
    public async Task A_stamp_is_another_whenever_something_became_of_a_model()
    {
        List<string> stamps = [await Saker.RegistrySearch.GetStampAsync(Cancellation)];
        await RegisterAsync("churn", "one");
        stamps.Add(await Saker.RegistrySearch.GetStampAsync(Cancellation));
        await Store.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Cancellation);
        stamps.Add(await Saker.RegistrySearch.GetStampAsync(Cancellation));
        Assert.Equal(stamps[^1], await Saker.RegistrySearch.GetStampAsync(Cancellation));
        await Store.DeleteVersionAsync("churn", (await RegisterAsync("churn", "two")).Version, by: null, Cancellation);
        stamps.Add(await Saker.RegistrySearch.GetStampAsync(Cancellation));
        Assert.Equal(stamps, stamps.Distinct());
    }

    [Fact]
    public async Task A_stamp_tells_of_what_a_server_does_whose_clock_is_behind()
    {
        await RegisterAsync("churn", "one");
        await RegisterAsync("churn", "two", "champion");
        var time = new ManualTime(DateTimeOffset.UnixEpoch.AddYears(40));
        var behind = await Backend.OpenAsync(services => services.AddSingleton<TimeProvider>(time));
        foreach (var change in new Func<Task>[]
        {
            () => behind.Registry.DescribeAsync("churn", "who leaves", Cancellation),
            () => behind.Registry.DescribeVersionAsync("churn", 1, "the first", Cancellation),
            () => behind.Registry.SetTagAsync("churn", "team", "risk", Cancellation),
            () => behind.Registry.DeleteTagAsync("churn", "team", Cancellation),
            () => behind.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Cancellation),
            () => behind.Approvals.ProtectAsync(new AliasProtection { Model = "churn", Alias = "champion", Role = Role.Admin }, new Actor("bob", Role.Admin), Cancellation),
            () => behind.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 2, By = new Actor("ann", Role.Deployer) }, Cancellation),
            () => behind.Approvals.ProtectAsync(new AliasProtection { Model = "churn", Alias = "champion", Role = Role.Deployer }, new Actor("bob", Role.Admin), Cancellation),
        })
        {
            var before = await Saker.RegistrySearch.GetStampAsync(Cancellation);
            await change();
            Assert.NotEqual(before, await Saker.RegistrySearch.GetStampAsync(Cancellation));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    private async Task<ModelVersion> RegisterAsync(string model, string content, params string[] aliases)
    {
        using var source = new ModelSource(content);
        return await Store.RegisterAsync(new Registration { Model = model, Folder = source.Folder, Aliases = aliases }, Cancellation);
    }
}
