using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Onnx;
using Saker.Platform.Serving;
using Saker.Server.Http.OpenInference;

namespace Saker.Server.Tests.Http.OpenInference;

/// <summary>A request is read the same whether or not its words were read before.</summary>
public sealed class InferSkeletonTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly string[] s_values =
    [
        "3", "0", "-0", "72", "1e1", "7E-1", "2.5", "-1", "1e999", "01", "1.", "+1", ".5", "1x", "NaN", "-Infinity", "true", "false", "null", "\"One year\"", "\"Month-to-month\"",
        "\"\"", "\"Zwei Jahre\"", "\"\\u004fne year\"", "\"a\\\"b\"", "\"\\ud800\"", "\"]},{\"", "[1]", "{}", "1,2", "1 ", " 1", "", "\"tab\there\"", "9007199254740993",
    ];

    [Fact]
    public async Task Any_values_are_read_as_by_the_full_reader()
    {
        var random = new Random(11);
        var host = server.Server.Services.GetRequiredService<ModelHost>();
        var (read, refused) = (0, 0);
        for (var i = 0; i < 4_000; i++)
        {
            string Value(string usual) => random.Next(6) == 0 ? s_values[random.Next(s_values.Length)] : usual;
            var json = Body(Value("\"r1\""), Value("3"), Value("70.35"), Value("\"One year\""), Value("true"));
            // Read before, with the same words, and with words that are never the same.
            var fast = await ReadAsync(host, json);
            var full = await ReadAsync(host, new string(' ', 1 + (i % 7)) + json + new string('\n', 1 + (i % 5)));
            Assert.Equal(full, fast);
            _ = fast.StartsWith("id", StringComparison.Ordinal) ? read++ : refused++;
        }
        Assert.True(read > 500 && refused > 500, $"{read} were read and {refused} refused.");
    }

    [Fact]
    public async Task What_a_former_request_held_is_never_taken_for_another()
    {
        var host = server.Server.Services.GetRequiredService<ModelHost>();
        for (var i = 0; i < 40; i++)
            Assert.Equal($"id r{i}; tenure {i % 70}; charges {i}.5; Two year; 1", await ReadAsync(host, Body($"\"r{i}\"", $"{i % 70}", $"{i}.5", "\"Two year\"", "true")));
        using (var call = await host.BeginAsync("churn", version: null, TestContext.Current.CancellationToken))
        {
            call.DoNotCount();
            var plan = InferPlan.Of(call.Model);
            Assert.True(plan.Skeletons.TryRead(Encoding.UTF8.GetBytes(Body("\"r\"", "5", "6.5", "\"One year\"", "false")), plan, call, new InferRequest(4)));
        }
        var other = Body("\"r\"", "1", "2", "\"Two year\"", "true").Replace("\"MonthlyCharges\"", "\"monthlyCharges\"", StringComparison.Ordinal);
        Assert.Contains("MonthlyCharges", await ReadAsync(host, other));
        var twice = Body("\"r\"", "1", "2", "\"Two year\"", "true").Replace("\"MonthlyCharges\"", "\"tenure\"", StringComparison.Ordinal);
        Assert.Contains("occurs twice", await ReadAsync(host, twice));
    }

    private static string Body(string id, string tenure, string charges, string contract, string paperless) =>
        $$"""{"id":{{id}},"inputs":[{"name":"tenure","shape":[1,1],"datatype":"INT64","data":[{{tenure}}]},{"name":"MonthlyCharges","shape":[1],"datatype":"FP64","data":[{{charges}}]},{"name":"Contract","datatype":"BYTES","shape":[1,1],"data":[[{{contract}}]]},{"data":[{{paperless}}],"name":"PaperlessBilling","shape":[1,1],"datatype":"BOOL"}]}""";

    private static async Task<string> ReadAsync(ModelHost host, string json)
    {
        using var call = await host.BeginAsync("churn", version: null, TestContext.Current.CancellationToken);
        call.DoNotCount();
        var request = InferPlan.Of(call.Model).Rent();
        var body = Encoding.UTF8.GetBytes(json);
        try
        {
            InferReader.Read(body, body.Length, call, request, new InferLimits(100, 100));
            var id = request.Id is { } range ? Encoding.UTF8.GetString(body[range]) : "";
            return FormattableString.Invariant($"id {id}; tenure {call.Inputs[0].Elements<double>()[0]}; charges {call.Inputs[1].Elements<double>()[0]}; {Encoding.UTF8.GetString(call.Inputs[2].Text(0))}; {call.Inputs[3].Elements<double>()[0]}");
        }
        catch (SakerException e)
        {
            return string.Join('\n', e.Problems.Select(problem => problem.ToString()).Order(StringComparer.Ordinal)) is { Length: > 0 } problems ? problems : "no JSON";
        }
        finally
        {
            InferPlan.Of(call.Model).Return(request);
        }
    }
}
