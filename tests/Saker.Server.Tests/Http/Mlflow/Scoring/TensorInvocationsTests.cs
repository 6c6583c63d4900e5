using System.Net;
using System.Text;
using Saker.Server.Tests.Http.OpenInference;

namespace Saker.Server.Tests.Http.Mlflow.Scoring;

/// <summary>MLflow's forms for models that take tensors.</summary>
public sealed class TensorInvocationsTests(EchoServer server) : IClassFixture<EchoServer>
{
    [Theory]
    [InlineData("""{"inputs":[[1,2.5],[3,4]]}""")]
    [InlineData("""{"inputs":{"in_Float32":[[1,2.5],[3,4]],"unused":7}}""")]
    [InlineData("""{"instances":[[1,2.5],[3,4]],"params":null}""")]
    [InlineData("""{"instances":[{"in_Float32":[1,2.5]},{"in_Float32":[3,4]}]}""")]
    [InlineData("""{"dataframe_split":{"index":[0,1],"columns":["a","b"],"data":[[1,2.5],[3,4]]}}""")]
    [InlineData("""{"dataframe_split":{"columns":["in_Float32"],"data":[[[1,2.5]],[[3,4]]]}}""")]
    [InlineData("""{"dataframe_records":[{"a":1,"b":2.5},{"b":4,"a":3}]}""")]
    [InlineData("a,b\n1,2.5\n3,4\n", "text/csv")]
    public async Task Every_form_of_the_same_rows_gets_the_same_predictions(string body, string contentType = "application/json")
    {
        using var response = await PostAsync("single", body, contentType);
        Assert.Equal("""{"predictions":[{"out_Float32":[1,2.5]},{"out_Float32":[3,4]}]}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Texts_stay_texts_whatever_they_look_like()
    {
        using var response = await PostAsync("text", "in_Text\n1\nTrue\n", "text/csv");
        Assert.Equal("""{"predictions":[{"out_Text":"1"},{"out_Text":"True"}]}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("single", """{"inputs":[[1,2,3]]}""", "[1, 3]", "[N, 2]")]
    [InlineData("single", """{"inputs":[[1,2],[3]]}""", "row 1", "1 values")]
    [InlineData("single", """{"inputs":[[1,"x"]]}""", "row 0", "x")]
    [InlineData("single", """{"inputs":7}""", "'in_Float32'", "shape")]
    [InlineData("single", """{"instances":[]}""", "'in_Float32'")]
    [InlineData("single", """{"instances":7}""", "instances", "list")]
    [InlineData("single", """{"instances":[{"in_Float32":[1,2]},{}]}""", "row 1", "in_Float32")]
    [InlineData("single", """{"instances":[{"in_Float32":[1,2]},3]}""", "instances", "object")]
    [InlineData("single", """{"dataframe_split":{"columns":["a","b"],"data":[[1]]}}""", "row 0", "2 columns")]
    [InlineData("single", """{"inputs":[[1,2]],"instances":[]}""", "inputs and instances")]
    [InlineData("single", """{"dataframe_split":{"columns":["in_Float32","a","in_Float32"],"data":[[[1,2],0,[3,4]]]}}""", "Column 'in_Float32' of dataframe_split occurs twice")]
    [InlineData("single", """{"dataframe_records":[{"in_Float32":[1,2],"in_Float32":[3,4]}]}""", "Column 'in_Float32' of dataframe_records occurs twice")]
    [InlineData("text", "in_Text,in_Text\nx,y\n", "Column 'in_Text'", "twice", "text/csv")]
    [InlineData("single", "a,b\n1\n", "1 values", "2 columns", "text/csv")]
    [InlineData("all", """{"inputs":[[1,2]]}""", "'in_Float16'", "by its name")]
    public async Task What_does_not_fit_is_400_naming_where(string endpoint, string body, params string[] expected)
    {
        var isCsv = expected[^1] == "text/csv";
        using var response = await PostAsync(endpoint, body, isCsv ? "text/csv" : "application/json");
        var json = await response.JsonAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (response.StatusCode, json.GetProperty("error_code").GetString()));
        Assert.All(isCsv ? expected[..^1] : expected, text => Assert.Contains(text, json.GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    private Task<HttpResponseMessage> PostAsync(string endpoint, string body, string contentType) =>
        server.Http.PostAsync($"/api/endpoints/{endpoint}/invocations", new StringContent(body, Encoding.UTF8, contentType), TestContext.Current.CancellationToken);
}
