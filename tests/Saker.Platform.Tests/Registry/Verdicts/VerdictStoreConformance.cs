using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Registry.Verdicts;

/// <summary>What every <see cref="IVerdictStore"/> does, and what moves of aliases ask of it.</summary>
public abstract partial class VerdictStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly Actor Ann = new("ann", Role.Deployer);
    private static readonly Actor Bob = new("bob", Role.Admin);

    [Fact]
    public async Task Newest_verdict_is_the_versions()
    {
        await RegisterAsync("a");
        await RegisterAsync("b");
        Assert.Null(await Saker.Verdicts.FindAsync("churn", 1, Cancellation));

        var first = await JudgeAsync(1, passed: false, "scores.roc_auc", "size");
        var second = await JudgeAsync(1, passed: true);

        Assert.Equal((false, "ann", "suite"), (first.Passed, first.By, first.Suite));
        Assert.Equal(["scores.roc_auc", "size"], first.Failed);
        var found = (await Saker.Verdicts.FindAsync("churn", 1, Cancellation))!;
        Assert.Equal((second.Id, "{\"of\":1}"), (found.Id, found.Report));
        var listed = await Saker.Verdicts.ListAsync("churn", 1, 10, Cancellation);
        Assert.Equal([second.Id, first.Id], listed.Select(verdict => verdict.Id));
        Assert.All(listed, verdict => Assert.Null(verdict.Report));
        Assert.Single(await Saker.Verdicts.ListAsync("churn", 1, 1, Cancellation));
        var versions = (await Saker.Registry.FindAsync("churn", Cancellation))!.Versions.ToDictionary(version => version.Version);
        Assert.Equal((second.Id, null), (versions[1].Verdict?.Id, versions[2].Verdict));
    }

    [Fact]
    public async Task What_is_not_there_or_not_possible_is_reported()
    {
        await RegisterAsync("a");
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Verdicts.FindAsync("churn", 2, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Verdicts.ListAsync("other", 1, 10, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => JudgeAsync(2, passed: true));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Verdicts.ListAsync("churn", 1, 0, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Verdicts.RequireAsync(new GateRequirement { Model = "other", Alias = null }, Bob, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Verdicts.ReleaseAsync("other", null, Cancellation));
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Verdicts.RequireAsync(new GateRequirement { Model = "churn", Alias = "latest", Role = Role.User, Gates = "gates: {}" }, Bob, Cancellation));
        Assert.Equal(["alias", "role", "gates"], failure.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public async Task Alias_that_requires_gates_moves_only_to_a_version_that_passed()
    {
        await RegisterAsync("a");
        await RegisterAsync("b");
        await RequireAsync("champion");
        Assert.Equal("champion", Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.GateRequirements).Alias);

        var unjudged = await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(2, Ann));
        Assert.Contains("churn/2 cannot become churn@champion, which requires gates: it is not judged", unjudged.Message, StringComparison.Ordinal);
        Assert.Contains("saker gate churn/2", unjudged.Message, StringComparison.Ordinal);
        await JudgeAsync(2, passed: false, "latency.p99");
        Assert.Contains("did not pass latency.p99", (await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(2, Ann))).Message, StringComparison.Ordinal);
        // Also the user of this process, who may override, does so only by saying why.
        await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(2, by: null));
        await JudgeAsync(2, passed: true);
        Assert.True((await MoveAsync(2, Ann)).IsDone);
        Assert.Null((await Saker.Registry.ListAliasMovesAsync("churn", Cancellation))[0].Override);
        Assert.True((await MoveAsync(1, Ann, alias: "canary")).IsDone);

        Assert.True(await Saker.Verdicts.ReleaseAsync("churn", "champion", Cancellation));
        Assert.False(await Saker.Verdicts.ReleaseAsync("churn", "champion", Cancellation));
        Assert.True((await MoveAsync(1, Ann)).IsDone);
    }

    [Fact]
    public async Task Whoever_has_the_role_overrides_with_a_reason_that_the_history_keeps()
    {
        await RegisterAsync("a");
        await RequireAsync("champion");

        var refused = await Failures.OfAsync(ErrorKind.Forbidden, () => MoveAsync(1, Ann, overrideReason: "it is urgent"));
        Assert.Contains("'ann' has the role 'deployer'", refused.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => MoveAsync(1, Bob, overrideReason: "  "));
        Assert.True((await MoveAsync(1, Bob, overrideReason: "the old one is down")).IsDone);

        var move = (await Saker.Registry.ListAliasMovesAsync("churn", Cancellation))[0];
        Assert.Equal(("bob", "the old one is down"), (move.By, move.Override));

        // A requirement may leave it to deployers.
        await RegisterAsync("b");
        await RequireAsync("champion", role: Role.Deployer);
        Assert.True((await MoveAsync(2, Ann, overrideReason: "tried by hand")).IsDone);
        await JudgeAsync(1, passed: true);
        Assert.True((await MoveAsync(1, Ann, overrideReason: "not needed")).IsDone);
        Assert.Null((await Saker.Registry.ListAliasMovesAsync("churn", Cancellation))[0].Override);
    }

    [Fact]
    public async Task Required_gates_are_not_met_by_others()
    {
        await RegisterAsync("a");
        await Saker.Verdicts.RequireAsync(new GateRequirement { Model = "churn", Alias = "champion", Gates = "{}", Suite = "strict", Target = "left", Positive = "yes" }, Bob, Cancellation);
        await JudgeAsync(1, passed: true);
        Assert.Contains("by other gates than those that churn@champion requires", (await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(1, Ann))).Message, StringComparison.Ordinal);
        await JudgeAsync(1, "strict", passed: true);
        await JudgeAsync(1, "lax", passed: false, "size");
        Assert.True((await MoveAsync(1, Ann)).IsDone);
    }

    [Fact]
    public async Task Required_answers_and_rows_are_not_met_by_those_that_a_judge_chose()
    {
        await RegisterAsync("a");
        await AddDatasetAsync("holdout");
        var requirement = new GateRequirement { Model = "churn", Alias = "champion", Gates = "{}", Suite = "suite", Target = "left", Positive = "yes", Dataset = "holdout" };
        await Saker.Verdicts.RequireAsync(requirement, Bob, Cancellation);
        var kept = Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.GateRequirements);
        Assert.Equal(requirement, kept);

        var asked = Verdict("suite", passed: true) with { Target = "left", Positive = "yes", Dataset = "holdout/1" };
        await RefusedAsync(asked with { Target = "its_own_answers" }, "on other answers than left = yes, which churn@champion requires");
        await RefusedAsync(asked with { Positive = "no" }, "on other answers than left = yes");
        await RefusedAsync(asked with { Dataset = null }, "on other rows than those of dataset holdout, which churn@champion requires");
        await RefusedAsync(asked with { Dataset = "holdout2/1" }, "on other rows than those of dataset holdout");
        await RefusedAsync(asked with { Passed = false, Failed = ["size"] }, "did not pass size");
        await Saker.Verdicts.AddAsync("churn", 1, asked, Ann, Cancellation);
        Assert.True((await MoveAsync(1, Ann)).IsDone);

        // One version of it alone counts when that is said.
        await Saker.Verdicts.RequireAsync(requirement with { Alias = "canary", Dataset = "holdout/2" }, Bob, Cancellation);
        await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(1, Ann, alias: "canary"));

        async Task RefusedAsync(NewVerdict verdict, string reason)
        {
            await Saker.Verdicts.AddAsync("churn", 1, verdict, Ann, Cancellation);
            Assert.Contains(reason, (await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(1, Ann))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_any_gates_will_do_what_failed_by_some_is_not_healed_by_others()
    {
        await RegisterAsync("a");
        await RequireAsync("champion");
        await JudgeAsync(1, "strict", passed: false, "scores.roc_auc");
        await JudgeAsync(1, "lax", passed: true);
        Assert.Contains("did not pass scores.roc_auc", (await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(1, Ann))).Message, StringComparison.Ordinal);
        await JudgeAsync(1, "strict", passed: true);
        Assert.True((await MoveAsync(1, Ann)).IsDone);
    }

    [Fact]
    public async Task Gates_are_required_only_with_their_answers_and_of_a_dataset_that_is_there()
    {
        await RegisterAsync("a");
        var requirement = new GateRequirement { Model = "churn", Alias = "champion", Gates = "{}", Suite = "suite" };
        Assert.Equal(["target", "dataset"], (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Verdicts.RequireAsync(requirement with { Dataset = "a/b/c" }, Bob, Cancellation))).Problems.Select(problem => problem.Field));
        Assert.Equal(["gates"], (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Verdicts.RequireAsync(requirement with { Gates = null, Suite = null, Target = "left" }, Bob, Cancellation))).Problems.Select(problem => problem.Field));
        Assert.Contains("no dataset 'none/1'", (await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Verdicts.RequireAsync(requirement with { Target = "left", Positive = "yes", Dataset = "none/1" }, Bob, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Empty((await Saker.Registry.FindAsync("churn", Cancellation))!.GateRequirements);
    }

    [Fact]
    public async Task Every_alias_and_both_stages_can_require_gates()
    {
        await RegisterAsync("a");
        await RequireAsync(alias: null);
        await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(1, Ann, alias: "anything"));
        await Failures.OfAsync(ErrorKind.Conflict, () => StageAsync(ModelStage.Staging, Ann));
        await Failures.OfAsync(ErrorKind.Conflict, () => StageAsync(ModelStage.Production, Ann));
        await Failures.OfAsync(ErrorKind.Forbidden, () => StageAsync(ModelStage.Production, Ann, "please"));
        var production = await StageAsync(ModelStage.Production, Bob, "seen by the <board>");
        Assert.Equal((ModelStage.Production, "seen by the <board>", "bob"), (production.Stage, production.StageOverride!.Reason, production.StageOverride.By));
        Assert.Matches(@"- Stage: Production\. Gates overridden by bob, .* UTC: seen by the \\<board\\>\n", await Saker.Cards.WriteAsync(production, Cancellation));
        var archived = await StageAsync(ModelStage.Archived, Ann);
        Assert.Equal((ModelStage.Archived, null), (archived.Stage, archived.StageOverride));

        await Saker.Verdicts.ReleaseAsync("churn", null, Cancellation);
        await RequireAsync("champion");
        Assert.Equal(ModelStage.Staging, (await StageAsync(ModelStage.Staging, Ann)).Stage);
        await Failures.OfAsync(ErrorKind.Conflict, () => StageAsync(ModelStage.Production, Ann));
        await JudgeAsync(1, passed: true);
        Assert.Equal(ModelStage.Production, (await StageAsync(ModelStage.Production, Ann)).Stage);
    }

    [Fact]
    public async Task Request_for_a_protected_alias_is_judged_when_asked_and_when_approved()
    {
        await RegisterAsync("a");
        await RequireAsync("champion");
        await Saker.Approvals.ProtectAsync(new AliasProtection { Model = "churn", Alias = "champion", Role = Role.Admin }, Bob, Cancellation);
        await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(1, Ann));
        Assert.Empty(await Saker.Approvals.ListAsync("churn", isWaiting: true, 10, Cancellation));

        await JudgeAsync(1, passed: true);
        var request = (await MoveAsync(1, Ann)).Request!;
        await JudgeAsync(1, passed: false, "size");
        await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Approvals.ApproveAsync(request.Id, Bob, null, Cancellation));
        Assert.Equal(MoveRequestState.Waiting, (await Saker.Approvals.FindAsync(request.Id, Cancellation))!.State);

        var cleo = new Actor("cleo", Role.Admin);
        var overridden = (await MoveAsync(1, cleo, overrideReason: "size does not matter here")).Request!;
        Assert.Equal("size does not matter here", overridden.Override);
        await Saker.Approvals.ApproveAsync(overridden.Id, Bob, null, Cancellation);
        var move = (await Saker.Registry.ListAliasMovesAsync("churn", Cancellation))[0];
        Assert.Equal(("cleo", "size does not matter here"), (move.By, move.Override));
    }

    [Fact]
    public async Task Registration_under_a_required_alias_needs_a_verdict_or_an_override()
    {
        await RegisterAsync("a");
        await RequireAsync("champion");
        await Failures.OfAsync(ErrorKind.Conflict, () => RegisterAsync("b", aliases: ["champion"]));
        Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.Versions);

        var passed = await RegisterAsync("b", aliases: ["champion"], verdict: Verdict("suite", passed: true));
        Assert.Equal((true, null), (passed.Verdict!.Passed, passed.Verdict.Override));
        Assert.Equal(["champion"], passed.Aliases);

        await Failures.OfAsync(ErrorKind.Conflict, () => RegisterAsync("c", verdict: Verdict("suite", passed: false, "size")));
        await Failures.OfAsync(ErrorKind.Forbidden, () => RegisterAsync("c", verdict: Verdict("suite", passed: false, "size"), overrideReason: "please", by: Ann));
        var overridden = await RegisterAsync("c", aliases: ["champion"], verdict: Verdict("suite", passed: false, "size"), overrideReason: "for the demo", by: Bob);
        Assert.Equal((false, "for the demo", "bob"), (overridden.Verdict!.Passed, overridden.Verdict.Override, overridden.Verdict.By));
        Assert.Equal("for the demo", (await Saker.Registry.ListAliasMovesAsync("churn", Cancellation))[0].Override);
    }

    [Fact]
    public async Task Registration_can_have_its_alias_require_gates_from_then_on()
    {
        await RegisterAsync("a", aliases: ["champion"], verdict: Verdict("suite", passed: true), requiredGates: "{}");
        var required = Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.GateRequirements);
        Assert.Equal(("{}", "suite", "left", "yes", true), (required.Gates, required.Suite, required.Target, required.Positive, required.IsOfPipeline));
        await RegisterAsync("b");
        await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(2, Ann));
        // Asking less of the next version does not let it through.
        await JudgeAsync(2, "lax", passed: true);
        Assert.Contains("by other gates than those that churn@champion requires", (await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(2, Ann))).Message, StringComparison.Ordinal);
        // A pipeline with other gates changes what is required where an admin runs it, and is refused where not.
        await Failures.OfAsync(ErrorKind.Conflict, () => RegisterAsync("c", aliases: ["champion"], verdict: Verdict("other", passed: true), requiredGates: "{}", by: Ann));
        await RegisterAsync("c", aliases: ["champion"], verdict: Verdict("other", passed: true), requiredGates: "{}", by: Bob);
        Assert.Equal("other", Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.GateRequirements).Suite);
        // What was said before, by a person, stays.
        await RequireAsync("champion", role: Role.Deployer);
        await RegisterAsync("d", aliases: ["champion"], verdict: Verdict("suite", passed: true), requiredGates: "{}");
        Assert.Equal(Role.Deployer, Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.GateRequirements).Role);
    }

    [Fact]
    public async Task Endpoint_that_follows_a_required_alias_does_not_leave_it_unseen()
    {
        await RegisterAsync("a", aliases: ["champion"]);
        await RegisterAsync("b");
        await Saker.Endpoints.DeployAsync(new Deployment { Endpoint = "live", Model = "churn", Alias = "champion", By = Ann }, Cancellation);
        await RequireAsync("champion");
        await Failures.OfAsync(ErrorKind.Forbidden, () => Saker.Endpoints.DeployAsync(new Deployment { Endpoint = "live", Model = "churn", Version = 2, By = Ann }, Cancellation));
        // Nor by being removed and made again.
        await Failures.OfAsync(ErrorKind.Forbidden, () => Saker.Endpoints.RemoveAsync("live", Ann, Cancellation));
        Assert.Equal(1, (await Saker.Endpoints.FindAsync("live", Cancellation))!.Version);
        Assert.Equal(2, (await DeployAsync(2, Bob, "tried by hand")).Version);
        Assert.True(await Saker.Endpoints.RemoveAsync("live", Ann, Cancellation));
    }

    [Fact]
    public async Task Verdicts_go_with_their_version_and_keep_their_model()
    {
        await RegisterAsync("a");
        await JudgeAsync(1, passed: true);
        await RequireAsync("champion");
        Assert.Contains("saker models release-gates churn --alias champion", (await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Registry.RenameAsync("churn", "old", Cancellation))).Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Registry.DeleteAsync("churn", Cancellation));
        await Saker.Verdicts.ReleaseAsync("churn", "champion", Cancellation);
        await Saker.Registry.RenameAsync("churn", "old", Cancellation);
        Assert.True((await Saker.Verdicts.FindAsync("old", 1, Cancellation))!.Passed);
        await Saker.Registry.DeleteVersionAsync("old", 1, null, Cancellation);
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Verdicts.FindAsync("old", 1, Cancellation));
        await Saker.Registry.DeleteAsync("old", Cancellation);
    }

    [Fact]
    public async Task Overrides_go_with_a_renamed_model()
    {
        await RegisterAsync("a");
        await RequireAsync("champion");
        await StageAsync(ModelStage.Production, Bob, "seen by the board");
        await Saker.Verdicts.ReleaseAsync("churn", "champion", Cancellation);
        await Saker.Registry.RenameAsync("churn", "kept", Cancellation);
        Assert.Equal("seen by the board", Assert.Single((await Saker.Registry.FindAsync("kept", Cancellation))!.Versions).StageOverride!.Reason);
    }

    private static NewVerdict Verdict(string suite, bool passed, params string[] failed) => new() { Passed = passed, Suite = suite, Target = "left", Positive = "yes", Failed = failed, Report = "{\"of\":1}" };

    private async Task AddDatasetAsync(string name)
    {
        var rows = new Table([Column.Of<string>("left", new[] { "yes", "no" })]);
        await Saker.Datasets.AddAsync(name, rows, Profile.Of(rows), "made up", Cancellation);
        rows = new Table([Column.Of<string>("left", new[] { "no", "no" })]);
        await Saker.Datasets.AddAsync(name, rows, Profile.Of(rows), "made up", Cancellation);
    }

    private Task<GateVerdict> JudgeAsync(int version, bool passed, params string[] failed) => JudgeAsync(version, "suite", passed, failed);

    private Task<GateVerdict> JudgeAsync(int version, string suite, bool passed, params string[] failed) =>
        Saker.Verdicts.AddAsync("churn", version, Verdict(suite, passed, failed), Ann, Cancellation);

    private Task RequireAsync(string? alias, Role role = Role.Admin) => Saker.Verdicts.RequireAsync(new GateRequirement { Model = "churn", Alias = alias, Role = role }, Bob, Cancellation);

    private Task<AliasOutcome> MoveAsync(int? version, Actor? by, string alias = "champion", string? overrideReason = null) =>
        Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = alias, Version = version, Override = overrideReason, By = by }, Cancellation);

    private Task<Endpoint> DeployAsync(int version, Actor by, string? overrideReason = null) =>
        Saker.Endpoints.DeployAsync(new Deployment { Endpoint = "live", Model = "churn", Version = version, Override = overrideReason, By = by }, Cancellation);

    /// <summary>The hash that files will have as a version.</summary>
    private async Task<string> HashAsync(string content)
    {
        using var source = new ModelSource(content);
        return await FolderHash.ComputeAsync(source.Folder, Cancellation);
    }

    private Task<ModelVersion> StageAsync(ModelStage stage, Actor by, string? overrideReason = null) =>
        Saker.Registry.SetStageAsync(new StageChange { Model = "churn", Version = 1, Stage = stage, Override = overrideReason, By = by }, Cancellation);

    private async Task<ModelVersion> RegisterAsync(string content, IReadOnlyList<string>? aliases = null, NewVerdict? verdict = null, string? overrideReason = null, Actor? by = null, string? requiredGates = null)
    {
        using var source = new ModelSource(content);
        var registration = new Registration { Model = "churn", Folder = source.Folder, Aliases = aliases ?? [], Verdict = verdict, Override = overrideReason, By = by, RequiredGates = requiredGates };
        return await Saker.Registry.RegisterAsync(registration, Cancellation);
    }
}
