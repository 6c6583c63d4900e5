using Saker.Conformance;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Server.Tests.Grpc;

namespace Saker.Server.Tests.Http;

/// <summary>The conformance kit against the true server, over REST and gRPC: the acceptance test of its Open Inference doors.</summary>
public sealed class ConformanceTests(GrpcServer server) : IClassFixture<GrpcServer>
{
    private const string Inputs = """
        {"inputs":[
          {"name":"tenure","shape":[3,1],"datatype":"INT64","data":[3,40,12]},
          {"name":"MonthlyCharges","shape":[3,1],"datatype":"FP64","data":[70.35,20,99.5]},
          {"name":"Contract","shape":[3,1],"datatype":"BYTES","data":["Month-to-month","Two year","One year"]},
          {"name":"PaperlessBilling","shape":[3,1],"datatype":"BOOL","data":[true,false,true]}]}
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public async Task Nothing_fails_that_the_protocol_demands(string? version)
    {
        var report = await ConformanceKit.RunAsync(
            new ConformanceOptions { Server = server.Server.Server.Address, Grpc = server.Server.Server.GrpcAddress, Model = "churn", Version = version, Inputs = Inputs, Level = ConformanceLevel.Extensions },
            TestContext.Current.CancellationToken);

        Assert.Empty(report.Results.Where(result => result is { Outcome: CheckOutcome.Failed, Check.Level: CheckLevel.Must }).Select(Say));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", report.Results.Where(result => result.Outcome != CheckOutcome.Passed).Select(Say)));
        Assert.True(report.Count(CheckOutcome.Passed) > 100, $"only {report.Count(CheckOutcome.Passed)} checks passed; the rest was skipped");
    }

    [Fact]
    public async Task Where_made_up_values_are_refused_it_is_said_that_predictions_were_not_tried()
    {
        var report = await ConformanceKit.RunAsync(new ConformanceOptions { Server = server.Server.Server.Address, Model = "churn" }, TestContext.Current.CancellationToken);

        Assert.True(report.IsConformant);
        Assert.Contains("give real ones with --inputs", report.WhyNotAsked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_of_half_floats_whose_rows_depend_on_each_other_fails_only_where_a_row_is_asked_alone()
    {
        var graph = new GraphBuilder("centred");
        var x = graph.Input("x", ElementType.Float16, -1, 2);
        graph.Output("y", graph.Node("Sub", [x, graph.Node("ReduceMean", [x], ElementType.Float16, [NodeAttribute.Of("axes", new[] { 0L })])], ElementType.Float16), -1, 2);
        await using var own = new TestServer { Services = _ => { } };
        await own.StartAsync(options => options, hasModel: false);
        using var registered = await own.Http.PostAsync("/api/models/centred/versions?alias=champion", new ByteArrayContent(graph.Build().ToBytes()) { Headers = { { "Content-Type", "application/octet-stream" } } }, TestContext.Current.CancellationToken);
        Assert.True(registered.IsSuccessStatusCode);
        var report = await ConformanceKit.RunAsync(
            new ConformanceOptions { Server = own.Server.Address, Grpc = own.Server.GrpcAddress, Model = "centred", Level = ConformanceLevel.Extensions },
            TestContext.Current.CancellationToken);
        var failed = Assert.Single(report.Results, result => result.Outcome == CheckOutcome.Failed);
        Assert.True(failed.Check is { Id: "rest.batch.each", Level: CheckLevel.Should }, Say(failed));
        Assert.Contains("unless the model itself lets its rows see each other", failed.Expected, StringComparison.Ordinal);
        Assert.True(report.IsConformant);
        Assert.True(report.Count(CheckOutcome.Passed) > 150, $"only {report.Count(CheckOutcome.Passed)} checks passed; the rest was skipped");
    }

    private static string Say(CheckResult result) => $"{result.Check.Id}: {result.Reason}; expected {result.Expected}\n{result.Sent}\n{result.Received}\n";
}
