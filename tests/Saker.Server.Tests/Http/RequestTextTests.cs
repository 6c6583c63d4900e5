using System.Net;
using System.Text;
using System.Text.Json;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Http;

/// <summary>What requests of our own API may hold, and how it is told when they may not.</summary>
public sealed class RequestTextTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/experiments", """{"name":"a\u0000b"}""")]
    [InlineData("/api/experiments", """{"name":"a","tags":{"k":"\\\u0000"}}""")]
    [InlineData("/api/experiments", """{"name":"a","unknown\u0000":1}""")]
    [InlineData("/api/models", """{"name":"a","description":"\u0000"}""")]
    [InlineData("/api/endpoints", """{"name":"a","model":"churn/1\u0000"}""")]
    [InlineData("/api/keys", """{"name":"\u0000","role":"user"}""")]
    [InlineData("/api/pipelines", """{"file":"\u0000"}""")]
    public async Task No_text_of_a_body_holds_the_zero_character(string path, string body)
    {
        using var response = await server.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("U+0000", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/runs?filter=tags.a%20%3D%20'%00'")]
    [InlineData("/api/runs?experiment=%00")]
    [InlineData("/api/experiments?state=%00")]
    [InlineData("/api/audit?before=%00")]
    [InlineData("/runs?experiment=%00")]
    public async Task No_value_of_a_query_holds_it(string path)
    {
        using var response = await server.Http.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("U+0000", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_for_it_behind_a_backslash_is_a_text()
    {
        using var response = await server.Http.PostAsync("/api/experiments", new StringContent("""{"name":"escaped","tags":{"k":"\\u0000"}}""", Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("\\u0000", (await server.Experiments.FindByNameAsync("escaped", Cancellation))!.Tags["k"]);
    }

    [Theory]
    [InlineData("/api/experiments", "[]", "body", "The body must be an object.")]
    [InlineData("/api/experiments", "\"text\"", "body", "The body must be an object.")]
    [InlineData("/api/experiments", "{\"name\":5}", "name", "name: a text is needed here.")]
    [InlineData("/api/experiments", "{\"name\":\"a\",\"tags\":[]}", "tags", "tags: an object is needed here.")]
    [InlineData("/api/experiments", "{\"name\":\"a\",\"tags\":{\"k\":1}}", "tags.k", "tags.k: a text is needed here.")]
    public async Task A_value_of_another_kind_is_told_by_its_place_and_what_is_needed(string path, string body, string field, string message)
    {
        using var response = await server.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal((message, field), (problem.GetProperty("detail").GetString(), problem.GetProperty("errors")[0].GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("/api/rollouts?max=99999999999", "max", "max: '99999999999' is not possible here; a whole number is needed.")]
    [InlineData("/api/rollouts?open=maybe", "open", "open: 'maybe' is not possible here; true or false is needed.")]
    public async Task A_value_of_an_address_that_is_of_another_kind_is_told_without_the_name_of_a_type(string path, string field, string message)
    {
        using var response = await server.Http.GetAsync(path, Cancellation);
        var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal((message, field), (problem.GetProperty("detail").GetString(), problem.GetProperty("errors")[0].GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_number_that_is_none_is_told_by_its_name()
    {
        using var response = await server.Http.GetAsync("/api/runs?max=abc", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var detail = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("detail").GetString()!;
        Assert.Contains("max", detail, StringComparison.Ordinal);
        Assert.Contains("abc", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_listed_by_their_experiments_id_or_name()
    {
        var experiment = await server.Experiments.CreateAsync(new ExperimentCreation { Name = "by id" }, Cancellation);
        var run = await server.Experiments.StartRunAsync(experiment.Id, "fit", null, Cancellation);
        foreach (var wanted in (string[])[experiment.Id.Value, "by%20id"])
        {
            var runs = JsonElement.Parse(await server.Http.GetStringAsync($"/api/runs?experiment={wanted}", Cancellation)).GetProperty("runs");
            Assert.Equal([run.Id.Value], runs.EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        }
        using var none = await server.Http.GetAsync("/api/runs?experiment=999", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}
