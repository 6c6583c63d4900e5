using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Testing;

namespace Saker.Platform.Tests.Registry;

/// <summary>What every <see cref="IApprovalStore"/> does, and what moves of aliases bring about.</summary>
public abstract class ApprovalStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly Actor Ann = new("ann", Role.Deployer);
    private static readonly Actor Bob = new("bob", Role.Admin);
    private static readonly Actor Cleo = new("cleo", Role.Admin);

    [Fact]
    public async Task Protected_alias_moves_when_somebody_else_approves()
    {
        await StartAsync(count: 1);
        var request = (await MoveAsync(2, Ann, "better")).Request!;

        Assert.Equal((1, 2, "better", "ann", MoveRequestState.Waiting), (request.From, request.To, request.Evidence, request.By, request.State));
        Assert.Equal(1, await ChampionAsync());
        Assert.Equal(["champion"], (await Saker.Registry.ResolveAsync("churn/2", Cancellation)).RequestedAliases);
        Assert.Contains(request.Id, (await Failures.OfAsync(ErrorKind.Forbidden, async () => (await MoveAsync(2, Ann, null)).RequireDone())).Message, StringComparison.Ordinal);
        Assert.Single(await Saker.Approvals.ListAsync("churn", isWaiting: true, 10, Cancellation));
        await Failures.OfAsync(ErrorKind.Forbidden, () => Saker.Approvals.ApproveAsync(request.Id, new Actor("ann", Role.Admin), null, Cancellation));
        await Failures.OfAsync(ErrorKind.Forbidden, () => Saker.Approvals.ApproveAsync(request.Id, new Actor("dan", Role.Deployer), null, Cancellation));

        var approved = await Saker.Approvals.ApproveAsync(request.Id, Bob, "looks right", Cancellation);

        Assert.Equal((MoveRequestState.Approved, "bob", "looks right"), (approved.State, approved.ClosedBy, approved.Reason));
        Assert.Equal(2, await ChampionAsync());
        var move = (await Saker.Registry.ListAliasMovesAsync("churn", Cancellation))[0];
        Assert.Equal(("ann", "better", request.Id), (move.By, move.Evidence, move.RequestId));
        Assert.Equal(["bob"], move.ApprovedBy);
        await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Approvals.ApproveAsync(request.Id, Cleo, null, Cancellation));
    }

    [Fact]
    public async Task As_many_must_approve_as_the_protection_says()
    {
        await StartAsync(count: 2);
        var request = (await MoveAsync(2, Ann, null)).Request!;
        Assert.Equal(MoveRequestState.Waiting, (await Saker.Approvals.ApproveAsync(request.Id, Bob, null, Cancellation)).State);
        await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Approvals.ApproveAsync(request.Id, Bob, null, Cancellation));
        Assert.Equal(1, await ChampionAsync());
        Assert.Equal(MoveRequestState.Approved, (await Saker.Approvals.ApproveAsync(request.Id, Cleo, null, Cancellation)).State);
        Assert.Equal(2, await ChampionAsync());
    }

    [Fact]
    public async Task Request_is_rejected_or_withdrawn()
    {
        await StartAsync(count: 1);
        var first = (await MoveAsync(2, Ann, null)).Request!;
        await Failures.OfAsync(ErrorKind.Forbidden, () => Saker.Approvals.RejectAsync(first.Id, Ann, null, Cancellation));
        await Failures.OfAsync(ErrorKind.Forbidden, () => Saker.Approvals.WithdrawAsync(first.Id, Bob, null, Cancellation));
        Assert.Equal(MoveRequestState.Withdrawn, (await Saker.Approvals.WithdrawAsync(first.Id, Ann, "mistaken", Cancellation)).State);
        var second = (await MoveAsync(2, Ann, null)).Request!;
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(MoveRequestState.Rejected, (await Saker.Approvals.RejectAsync(second.Id, Bob, "no", Cancellation)).State);
        Assert.Equal(1, await ChampionAsync());
        Assert.Empty(await Saker.Approvals.ListAsync(null, isWaiting: true, 10, Cancellation));
        Assert.Equal([second.Id, first.Id], (await Saker.Approvals.ListAsync(null, isWaiting: false, 10, Cancellation)).Select(request => request.Id));
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Approvals.ApproveAsync("none", Bob, null, Cancellation));
    }

    [Fact]
    public async Task Request_is_stale_once_the_alias_moved_or_its_version_went()
    {
        await StartAsync(count: 1);
        var toTwo = (await MoveAsync(2, Ann, null)).Request!;
        var toThree = (await MoveAsync(3, Ann, null)).Request!;
        await Saker.Approvals.ApproveAsync(toThree.Id, Bob, null, Cancellation);
        Assert.Equal(MoveRequestState.Stale, (await Saker.Approvals.FindAsync(toTwo.Id, Cancellation))!.State);
        await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Approvals.ApproveAsync(toTwo.Id, Bob, null, Cancellation));

        var again = (await MoveAsync(2, Ann, null)).Request!;
        await Saker.Registry.DeleteVersionAsync("churn", 2, null, Cancellation);
        Assert.Equal(MoveRequestState.Stale, (await Saker.Approvals.FindAsync(again.Id, Cancellation))!.State);
        await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Registry.DeleteVersionAsync("churn", 3, null, Cancellation));
        await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Registry.DeleteAsync("churn", Cancellation));

        var last = (await MoveAsync(1, Ann, null)).Request!;
        Assert.True(await Saker.Approvals.UnprotectAsync("churn", "champion", Bob, Cancellation));
        Assert.Equal(MoveRequestState.Stale, (await Saker.Approvals.FindAsync(last.Id, Cancellation))!.State);
        Assert.True((await MoveAsync(1, Ann, null)).IsDone);
        Assert.False(await Saker.Approvals.UnprotectAsync("churn", "champion", Bob, Cancellation));
    }

    [Fact]
    public async Task Name_of_a_model_with_a_protection_does_not_become_free()
    {
        await StartAsync(count: 0);
        await Saker.Approvals.ProtectAsync(new AliasProtection { Model = "churn", Alias = "prod", Role = Role.Admin }, Bob, Cancellation);
        var renaming = await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Registry.RenameAsync("churn", "old", Cancellation));
        Assert.Contains("churn@prod is protected", renaming.Message, StringComparison.Ordinal);
        var deleting = await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Registry.DeleteAsync("churn", Cancellation));
        Assert.Contains("saker models unprotect churn prod", deleting.Message, StringComparison.Ordinal);
        Assert.Equal("prod", Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.Protections).Alias);

        await Saker.Approvals.UnprotectAsync("churn", "prod", Bob, Cancellation);
        await Saker.Registry.RenameAsync("churn", "old", Cancellation);
        await Saker.Registry.DeleteAsync("old", Cancellation);
    }

    [Fact]
    public async Task Registration_under_a_protected_alias_asks_for_it()
    {
        await StartAsync(count: 1);
        using var source = new ModelSource("d");
        var version = await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Aliases = ["champion", "canary"], By = Ann }, Cancellation);
        Assert.Equal(["canary"], version.Aliases);
        Assert.Equal(["champion"], version.RequestedAliases);
        Assert.Equal(1, await ChampionAsync());
    }

    [Fact]
    public async Task Impossible_protection_names_all_that_is_wrong()
    {
        await StartAsync(count: 1);
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Approvals.ProtectAsync(new AliasProtection { Model = "churn", Alias = "a b", Role = Role.User, Count = 0 }, null, Cancellation));
        Assert.Equal(["alias", "role", "count"], failure.Problems.Select(problem => problem.Field));
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Approvals.ProtectAsync(new AliasProtection { Model = "none", Alias = "a", Role = Role.Admin }, null, Cancellation));
    }

    [Fact]
    public async Task Endpoint_follows_its_alias_and_a_plain_deployment_ends_that()
    {
        await StartAsync(count: 0);
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Endpoints.FollowAsync("live", "churn", "canary", Cancellation));
        var before = await Saker.Endpoints.FollowAsync("live", "churn", "champion", Cancellation);
        Assert.Equal((1, "champion"), (before.Version, before.Follows));

        await MoveAsync(2, Ann, null);
        var after = (await Saker.Endpoints.FindAsync("live", Cancellation))!;
        Assert.Equal((2, 1, "champion"), (after.Version, after.Previous!.Version, after.Follows));
        Assert.True(after.DeployedAt > before.DeployedAt);

        await Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = null, By = Ann }, Cancellation);
        Assert.Equal(2, (await Saker.Endpoints.FindAsync("live", Cancellation))!.Version);
        await MoveAsync(3, Ann, null);
        Assert.Equal(3, (await Saker.Endpoints.FindAsync("live", Cancellation))!.Version);

        Assert.Null((await Saker.Endpoints.DeployAsync("live", "churn", 1, Cancellation)).Follows);
        await MoveAsync(2, Ann, null);
        Assert.Equal(1, (await Saker.Endpoints.FindAsync("live", Cancellation))!.Version);
    }

    [Fact]
    public async Task Endpoint_that_follows_a_protected_alias_serves_something_else_only_by_whom_may_approve()
    {
        await StartAsync(count: 1);
        await Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "canary", Version = 2, By = Ann }, Cancellation);
        var following = new Deployment { Endpoint = "live", Model = "churn", Alias = "champion", By = Ann };
        await Saker.Endpoints.DeployAsync(following, Cancellation);
        var plain = new Deployment { Endpoint = "live", Model = "churn", Version = 2, By = Ann };

        var failure = await Failures.OfAsync(ErrorKind.Forbidden, () => Saker.Endpoints.DeployAsync(plain, Cancellation));
        Assert.Contains("endpoint 'live' follows churn@champion", failure.Message, StringComparison.Ordinal);
        Assert.Contains("asks for approval", failure.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.Forbidden, () => Saker.Endpoints.DeployAsync(plain with { Alias = "canary" }, Cancellation));
        Assert.Equal((1, "champion"), (await Saker.Endpoints.DeployAsync(following, Cancellation)) is var again ? (again.Version, again.Follows) : default);

        Assert.Equal(2, (await Saker.Endpoints.DeployAsync(plain with { By = Bob }, Cancellation)).Version);
        Assert.Equal(3, (await Saker.Endpoints.DeployAsync(plain with { Version = 3 }, Cancellation)).Version);
    }

    [Fact]
    public async Task Alias_that_an_endpoint_follows_does_not_move_to_a_version_without_files()
    {
        await StartAsync(count: 0);
        await Saker.Endpoints.FollowAsync("live", "churn", "champion", Cancellation);
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = null, FilesReason = "A pickle." }, Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(4, Ann, null));
        Assert.Contains("endpoint 'live' follows churn@champion", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, await ChampionAsync());
        Assert.Single(await Saker.Registry.ListAliasMovesAsync("churn", Cancellation));
    }

    [Theory]
    [InlineData("2026-05-02", "1")]
    [InlineData("2026-05-03", "1,2")]
    [InlineData("2026-05-04", "2")]
    [InlineData("2026-05-05", "")]
    [InlineData("2026-05-03T12:00:00Z", "1")]
    [InlineData("2026-05-03T12:00:01Z", "2")]
    [InlineData("2026-04-30", "")]
    public async Task What_was_in_production_has_an_answer(string at, string expected)
    {
        var time = new ManualTime(DateTimeOffset.Parse("2026-05-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var saker = await Backend.OpenAsync(services => services.AddSingleton<TimeProvider>(time));
        foreach (var content in new[] { "a", "b" })
        {
            using var source = new ModelSource(content);
            await saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        }
        foreach (var (version, wait) in new (int?, TimeSpan)[] { (1, TimeSpan.FromDays(2.5) + TimeSpan.FromSeconds(1)), (2, TimeSpan.FromDays(2) - TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1)), (null, TimeSpan.Zero) })
        {
            await saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = version }, Cancellation);
            time.Advance(wait);
        }
        var moment = AliasMoment.Parse(at);
        var held = (await saker.Registry.ListAliasMovesAsync("churn", Cancellation)).Where(moment.Includes).Where(move => move.To is not null).Select(move => move.To!.Value).Order();
        Assert.Equal(expected, string.Join(',', held));
    }

    private async Task StartAsync(int count)
    {
        foreach (var content in new[] { "a", "b", "c" })
        {
            using var source = new ModelSource(content);
            await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        }
        await MoveAsync(1, Ann, null);
        if (count > 0)
            await Saker.Approvals.ProtectAsync(new AliasProtection { Model = "churn", Alias = "champion", Role = Role.Admin, Count = count }, Bob, Cancellation);
    }

    private Task<AliasOutcome> MoveAsync(int version, Actor by, string? evidence) =>
        Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = version, By = by, Evidence = evidence }, Cancellation);

    private async Task<int> ChampionAsync() => (await Saker.Registry.FindAsync("churn", Cancellation))!.Aliases["champion"];
}
