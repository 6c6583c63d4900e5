using Saker.Conformance.Tests.Reference;

namespace Saker.Conformance.Tests;

public class ReferenceServerTests
{
    /// <summary>A flaw, the check that should find it, and how binding that one is.</summary>
    public static TheoryData<Flaw, string> Flaws { get; } = new()
    {
        { Flaw.LiveIs500, "rest.health.live" },
        { Flaw.ReadyBodyDisagrees, "rest.health.agrees" },
        { Flaw.NoHealthBody, "rest.health.live-body" },
        { Flaw.NoServerVersion, "rest.server.metadata" },
        { Flaw.ExtensionsAreText, "rest.server.extensions" },
        { Flaw.MetadataNamesAnother, "rest.model.name" },
        { Flaw.MetadataShapeIsText, "rest.model.tensors" },
        { Flaw.VersionsAreNumbers, "rest.model.versions" },
        { Flaw.VersionPathMissing, "rest.model.version" },
        { Flaw.UnknownModelIs200, "rest.unknown.metadata" },
        { Flaw.ErrorWithoutObject, "rest.refusal.error-object" },
        { Flaw.ErrorIs500, "rest.refusal.status" },
        { Flaw.ModelNameIgnoresCase, "rest.unknown.name-case" },
        { Flaw.ModelNameIgnoresCaseAndEchoes, "rest.unknown.name-case" },
        { Flaw.IdLost, "rest.infer.id-echo" },
        { Flaw.IdTrimmed, "rest.infer.id-case" },
        { Flaw.IdShared, "rest.concurrent.ids" },
        { Flaw.ModelNameMissing, "rest.infer.model-name" },
        { Flaw.ModelVersionIsNumber, "rest.infer.model-version" },
        { Flaw.OutputsIgnored, "rest.output.one" },
        { Flaw.OutputMissing, "rest.output.all" },
        { Flaw.OutputsUnordered, "rest.output.order" },
        { Flaw.UnknownOutputIgnored, "rest.output.unknown" },
        { Flaw.OutputDatatypeWrong, "rest.output.datatype" },
        { Flaw.OutputShapeWrong, "rest.output.shape" },
        { Flaw.OutputCountWrong, "rest.output.count" },
        { Flaw.NumbersAsText, "rest.output.values" },
        { Flaw.NestedRefused, "rest.infer.data-nested" },
        { Flaw.InputsByPosition, "rest.infer.input-order" },
        { Flaw.ParametersRefused, "rest.infer.parameters" },
        { Flaw.MissingInputIsZero, "rest.input.missing" },
        { Flaw.InputNameIgnoresCase, "rest.input.name-case" },
        { Flaw.DatatypeIgnoresCase, "rest.input.datatype-case" },
        { Flaw.DatatypeIgnored, "rest.input.datatype-unknown" },
        { Flaw.CountIgnored, "rest.shape.too-few" },
        { Flaw.NegativeShapeTaken, "rest.shape.negative-pair" },
        { Flaw.OpenSizeTaken, "rest.shape.negative" },
        { Flaw.FixedSizeIgnored, "rest.shape.fixed" },
        { Flaw.IntegersWrap, "rest.value.integer-range" },
        { Flaw.NanWritten, "rest.value.number-large" },
        { Flaw.EmptyBodyIs200, "rest.body.empty" },
        { Flaw.InputsOptional, "rest.body.no-inputs" },
        { Flaw.RowsMixed, "rest.concurrent.rows" },
        { Flaw.RowsAddUp, "rest.batch.each" },
        { Flaw.FirstRowOnly, "rest.batch.rows" },
        { Flaw.BreaksAfterMistake, "rest.refusal.still-works" },
    };

    [Fact]
    public async Task An_honest_server_passes_every_core_check()
    {
        var report = await RunAsync(Flaw.None);

        Assert.All(report.Results.Where(result => !result.Check.Id.StartsWith("grpc.", StringComparison.Ordinal)), result => Assert.True(result.Outcome == CheckOutcome.Passed, Say(result)));
        Assert.True(report.IsConformant);
        Assert.Null(report.WhyNotAsked);
        Assert.Equal(("reference", "1.0", "echo"), (report.ServerName, report.ServerVersion, report.Model));
    }

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task A_flaw_is_found_by_the_check_for_it(Flaw flaw, string id)
    {
        var report = await RunAsync(flaw);

        var result = report.Results.Single(result => result.Check.Id == id);
        Assert.True(result.Outcome == CheckOutcome.Failed, Say(result));
        Assert.NotEmpty(result.Reason!);
        Assert.NotEmpty(result.Expected!);
        if (result.Check.Level == CheckLevel.Must)
            Assert.False(report.IsConformant);
    }

    [Fact]
    public async Task A_failure_says_what_was_sent_what_came_back_and_what_is_expected()
    {
        var report = await RunAsync(Flaw.IdLost);

        var result = report.Results.Single(result => result.Check.Id == "rest.infer.id-echo");
        Assert.Equal("the answer has no id", result.Reason);
        Assert.Equal("\"id\": \"conformance-42\"", result.Expected);
        Assert.StartsWith("POST http://127.0.0.1:", result.Sent, StringComparison.Ordinal);
        Assert.Contains("/v2/models/echo/infer", result.Sent, StringComparison.Ordinal);
        Assert.Contains("conformance-42", result.Sent, StringComparison.Ordinal);
        Assert.StartsWith("200 OK", result.Received, StringComparison.Ordinal);
        Assert.Contains("model_name", result.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_grpc_address_the_grpc_checks_are_skipped_with_the_reason()
    {
        var report = await RunAsync(Flaw.None);

        var results = report.Results.Where(result => result.Check.Id.StartsWith("grpc.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Equal((CheckOutcome.Skipped, true), (result.Outcome, result.Reason!.Contains("--grpc", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_of_once()
    {
        var failure = await Assert.ThrowsAsync<ConformanceException>(() => ConformanceKit.RunAsync(new ConformanceOptions { Server = new Uri("http://127.0.0.1:1") }, TestContext.Current.CancellationToken));

        Assert.StartsWith("http://127.0.0.1:1/ cannot be asked: no answer came: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, failure.Message.Split("Connection refused").Length);
    }

    private static async Task<ConformanceReport> RunAsync(Flaw flaw)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await ReferenceServer.StartAsync(flaw, cancellationToken);
        return await ConformanceKit.RunAsync(new ConformanceOptions { Server = server.Address, Model = EchoModel.Name }, cancellationToken);
    }

    private static string Say(CheckResult result) => $"{result.Check.Id} {result.Outcome}: {result.Reason}\nexpected: {result.Expected}\nsent: {result.Sent}\nreceived: {result.Received}";
}
