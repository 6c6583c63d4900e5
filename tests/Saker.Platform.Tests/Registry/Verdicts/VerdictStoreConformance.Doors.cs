using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Registry.Verdicts;

public abstract partial class VerdictStoreConformance
{
    [Fact]
    public async Task Alias_that_requires_gates_is_taken_away_only_by_an_override()
    {
        await RegisterAsync("a", aliases: ["champion", "canary"]);
        await RequireAsync("champion");
        Assert.Contains("churn@champion requires gates", (await Failures.OfAsync(ErrorKind.Conflict, () => MoveAsync(null, Bob))).Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.Forbidden, () => MoveAsync(null, Ann, overrideReason: "not wanted"));
        // Nor by deleting what it points at.
        Assert.Contains("it is churn@champion, which requires gates", (await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Registry.DeleteVersionAsync("churn", 1, Bob, Cancellation))).Message, StringComparison.Ordinal);
        Assert.True((await MoveAsync(null, Ann, alias: "canary")).IsDone);
        Assert.True((await MoveAsync(null, Bob, overrideReason: "the model is retired")).IsDone);
        Assert.Equal("the model is retired", (await Saker.Registry.ListAliasMovesAsync("churn", Cancellation))[0].Override);
        // What does not point anywhere can be taken away again.
        Assert.True((await MoveAsync(null, Ann)).IsDone);
    }

    [Fact]
    public async Task Version_deployed_by_number_is_held_to_what_the_aliases_require()
    {
        await RegisterAsync("a", aliases: ["champion"]);
        await RegisterAsync("b");
        await RequireAsync("champion");
        Assert.Equal(1, (await DeployAsync(1, Ann)).Version);
        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => DeployAsync(2, Ann));
        Assert.Contains("churn/2 cannot be served by endpoint 'live', which requires gates: it is not judged", refused.Message, StringComparison.Ordinal);
        Assert.Contains("saker deploy live churn/2 --override REASON", refused.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.Forbidden, () => DeployAsync(2, Ann, "please"));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => DeployAsync(2, Bob, " "));
        Assert.Equal(2, (await DeployAsync(2, Bob, "the other is down")).Version);
        await JudgeAsync(2, passed: true);
        Assert.Equal(2, (await DeployAsync(2, Ann)).Version);
        // An alias that requires nothing may be followed by endpoints of lesser matter.
        await MoveAsync(2, Ann, alias: "next");
        await JudgeAsync(2, passed: false, "size");
        Assert.Equal("next", (await Saker.Endpoints.DeployAsync(new Deployment { Endpoint = "trial", Model = "churn", Alias = "next", By = Ann }, Cancellation)).Follows);
    }

    [Fact]
    public async Task Registration_itself_can_require_gates_that_its_files_passed_before()
    {
        var first = await RegisterAsync("a");
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Verdicts.RequireAsync(new GateRequirement { Model = "churn", Alias = "champion", HoldsRegistration = true }, Bob, Cancellation));
        Assert.Equal("registration", Assert.Single(failure.Problems).Field);
        await Saker.Verdicts.RequireAsync(new GateRequirement { Model = "churn", Alias = null, HoldsRegistration = true }, Bob, Cancellation);
        Assert.True(Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.GateRequirements).HoldsRegistration);

        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => RegisterAsync("b", by: Bob));
        Assert.Contains("churn/2 cannot be registered, which requires gates: it is not judged. Judge its files before: 'saker gate FOLDER --for churn", refused.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.Forbidden, () => RegisterAsync("b", by: Ann, overrideReason: "please"));
        Assert.Single((await Saker.Registry.FindAsync("churn", Cancellation))!.Versions);

        var hash = await HashAsync("b");
        await Saker.Verdicts.AddCandidateAsync("churn", hash, Verdict("suite", passed: false, "size"), Ann, Cancellation);
        Assert.Contains("did not pass size", (await Failures.OfAsync(ErrorKind.Conflict, () => RegisterAsync("b", by: Ann))).Message, StringComparison.Ordinal);
        // The newest on a question is kept.
        await Saker.Verdicts.AddCandidateAsync("churn", hash, Verdict("suite", passed: true), Ann, Cancellation);
        await Saker.Verdicts.AddCandidateAsync("churn", hash, Verdict("other", passed: true), Ann, Cancellation);
        var second = await RegisterAsync("b", by: Ann);
        Assert.Equal((2, hash, true, null), (second.Version, second.Hash, second.Verdict!.Passed, second.RegistrationOverride));
        Assert.Equal(2, (await Saker.Verdicts.ListAsync("churn", 2, 10, Cancellation)).Count);

        // The verdicts went with it: the same files are judged anew when they come again.
        await Failures.OfAsync(ErrorKind.Conflict, () => RegisterAsync("b", by: Ann));
        var overridden = await RegisterAsync("c", by: Bob, overrideReason: "a hot fix");
        Assert.Equal("a hot fix", overridden.RegistrationOverride);
        Assert.Contains("Registered although its gates did not pass: a hot fix", await Saker.Cards.WriteAsync(overridden, Cancellation), StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Verdicts.AddCandidateAsync("other", first.Hash!, Verdict("suite", passed: true), Ann, Cancellation));
    }
}
