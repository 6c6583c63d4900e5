using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Saker.Learning.Models;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.Onnx;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Server.Tests.Http;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Grpc;

/// <summary>Configuration and statistics: the same facts through both doors.</summary>
public sealed class ModelFactsTests(GrpcServer server) : IClassFixture<GrpcServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("echo")]
    [InlineData("wide")]
    [InlineData("churn")]
    public async Task Configuration_is_the_one_over_HTTP(string model)
    {
        var config = (await server.Calls.CallAsync(InferenceMethods.ModelConfig, new ModelConfigRequest { Name = model, Version = "1" }, GrpcCallOptions.Default, Token)).Config;
        AssertSame(await server.Server.Http.GetJsonAsync($"/v2/models/{model}/config"), config);
        Assert.Equal(10_000, config.MaxBatchSize);
    }

    [Fact]
    public async Task Configuration_says_extents_without_rows_and_the_types_of_the_graph()
    {
        var config = (await server.Calls.CallAsync(InferenceMethods.ModelConfig, new ModelConfigRequest { Name = "echo" }, GrpcCallOptions.Default, Token)).Config;
        Assert.Equal(("echo", "toy_echo"), (config.Name, config.Platform));
        Assert.Equal(EchoModel.AllTypes.Count, config.Input.Select(input => input.DataType).Distinct().Count());
        Assert.DoesNotContain(config.Input, input => input.DataType == DataType.TypeInvalid);
        Assert.Equal(DataType.TypeString, config.Output.Single(output => output.Name == "out_Text").DataType);
        Assert.All(config.Input, input => Assert.Equal([2L], input.Dims));
        Assert.All(config.Output, output => Assert.Equal([2L], output.Dims));
        var failure = await Assert.ThrowsAsync<GrpcException>(() => server.Calls.CallAsync(InferenceMethods.ModelConfig, new ModelConfigRequest { Name = "nobody" }, GrpcCallOptions.Default, Token));
        Assert.Equal(GrpcStatusCode.NotFound, failure.Code);
    }

    [Fact]
    public async Task Statistics_are_those_over_HTTP_and_count_rows_and_runs()
    {
        var before = await StatisticsAsync("wide", "1");
        await server.Client.InferAsync(EchoRequests.Wide(rows: 3), Token);
        await Assert.ThrowsAsync<GrpcException>(() => server.Client.InferAsync(new ModelInferRequest { ModelName = "wide" }, Token));
        var after = await StatisticsAsync("wide", "1");
        Assert.Equal(3ul, after.InferenceCount - before.InferenceCount);
        Assert.Equal(1ul, after.ExecutionCount - before.ExecutionCount);
        Assert.Equal(1ul, after.InferenceStats.Success.Count - before.InferenceStats.Success.Count);
        Assert.Equal(1ul, after.InferenceStats.Fail.Count - before.InferenceStats.Fail.Count);
        Assert.InRange(after.LastInference, 1ul, ulong.MaxValue);
        Assert.Contains(after.BatchStats, batch => batch is { BatchSize: 3, ComputeInfer.Count: > 0 });
        AssertSame((await server.Server.Http.GetJsonAsync("/v2/models/wide/versions/1/stats")).GetProperty("model_stats")[0], after);
    }

    [Fact]
    public async Task Looking_at_a_model_counts_nothing()
    {
        var before = await StatisticsAsync("echo", "");
        await server.Client.GetModelAsync("echo", "", Token);
        await server.Calls.CallAsync(InferenceMethods.ModelConfig, new ModelConfigRequest { Name = "echo" }, GrpcCallOptions.Default, Token);
        Assert.Equal(before, await StatisticsAsync("echo", ""));
    }

    [Fact]
    public async Task Without_a_name_all_versions_in_memory_are_told()
    {
        var all = await server.Calls.CallAsync(InferenceMethods.ModelStatistics, new ModelStatisticsRequest(), GrpcCallOptions.Default, Token);
        Assert.Equal(["churn/1", "echo/1", "wide/1"], all.ModelStats.Select(model => $"{model.Name}/{model.Version}"));
        Assert.Equal(GrpcStatusCode.InvalidArgument, await CodeAsync("", "1"));
        Assert.Equal(GrpcStatusCode.NotFound, await CodeAsync("nobody", ""));
        Assert.Equal(GrpcStatusCode.NotFound, await CodeAsync("echo", "9"));
        Assert.Equal(GrpcStatusCode.NotFound, await CodeAsync("echo", "x"));
    }

    [Fact]
    public async Task What_both_doors_can_do_is_said_and_no_more()
    {
        var extensions = (await server.Client.GetServerAsync(Token)).Extensions;
        Assert.Equal(["model_configuration", "model_repository", "statistics"], extensions);
    }

    [Fact]
    public async Task Statistics_load_nothing_through_either_door()
    {
        var loads = 0;
        await using var small = new TestServer
        {
            Services = services => services.AddSingleton(new ServingOptions { MaxLoadedVersions = 1 }).AddSingleton<ModelLoader>((_, _) =>
            {
                Interlocked.Increment(ref loads);
                return Task.FromResult<IModel>(new EchoModel(2, takesRows: true, ElementType.Float32));
            }),
        };
        await small.StartAsync(options => options, hasModel: false);
        await small.DeployAsync("one", "one", Token);
        await small.DeployAsync("two", "two", Token);
        using var calls = new GrpcClient(new GrpcClientOptions { Address = small.Server.GrpcAddress });
        Assert.Equal(2, Volatile.Read(ref loads));

        async Task<string> AskAsync(string path, string name, string version)
        {
            var answer = await calls.CallAsync(InferenceMethods.ModelStatistics, new ModelStatisticsRequest { Name = name, Version = version }, GrpcCallOptions.Default, Token);
            var json = (await small.Http.GetJsonAsync(path)).GetProperty("model_stats");
            Assert.Equal(json.GetArrayLength(), answer.ModelStats.Count);
            for (var i = 0; i < answer.ModelStats.Count; i++)
                AssertSame(json[i], answer.ModelStats[i]);
            return string.Join(' ', answer.ModelStats.Select(model => $"{model.Name}/{model.Version}:{model.InferenceStats.Success.Count}"));
        }

        Assert.Equal("two/1:0", await AskAsync("/v2/models/stats", "", ""));
        Assert.Equal("one/1:0", await AskAsync("/v2/models/one/stats", "one", ""));
        Assert.Equal("one/1:0", await AskAsync("/v2/models/one/versions/1/stats", "one", "1"));
        Assert.Equal(2, Volatile.Read(ref loads));
    }

    private async Task<ModelStatistics> StatisticsAsync(string name, string version) =>
        Assert.Single((await server.Calls.CallAsync(InferenceMethods.ModelStatistics, new ModelStatisticsRequest { Name = name, Version = version }, GrpcCallOptions.Default, Token)).ModelStats);

    private async Task<GrpcStatusCode> CodeAsync(string name, string version) => (await Assert.ThrowsAsync<GrpcException>(() =>
        server.Calls.CallAsync(InferenceMethods.ModelStatistics, new ModelStatisticsRequest { Name = name, Version = version }, GrpcCallOptions.Default, Token))).Code;

    // Every property of the JSON is a field of the message with the same value, and no field says more.
    private static void AssertSame(JsonElement json, IMessage message)
    {
        var said = message.Descriptor.Fields.InDeclarationOrder().Where(field => IsSaid(field, message)).Select(field => field.Name);
        Assert.Subset(json.EnumerateObject().Select(property => property.Name).ToHashSet(), said.ToHashSet());
        foreach (var property in json.EnumerateObject())
        {
            var field = message.Descriptor.FindFieldByName(property.Name);
            Assert.True(field is not null, $"{message.Descriptor.Name} has no field '{property.Name}'.");
            AssertSame(property.Value, field.Accessor.GetValue(message), field);
        }
    }

    private static void AssertSame(JsonElement json, object value, FieldDescriptor field)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            var values = ((IEnumerable)value).Cast<object>().ToList();
            Assert.Equal(json.GetArrayLength(), values.Count);
            for (var i = 0; i < values.Count; i++)
                AssertSame(json[i], values[i], field);
        }
        else if (value is IMessage inner)
            AssertSame(json, inner);
        else if (value is IDictionary entries)
            foreach (var property in json.EnumerateObject())
                AssertSame(property.Value, (IMessage)entries[property.Name]!);
        else if (field.FieldType == FieldType.Enum)
            Assert.Equal(json.GetString(), field.EnumType.FindValueByNumber((int)value).Name);
        else
            Assert.Equal(json.ToString(), Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static bool IsSaid(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        ICollection list => list.Count > 0,
        string text => text.Length > 0,
        IMessage => true,
        null => false,
        var number => Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture) != 0,
    };
}
