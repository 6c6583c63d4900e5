using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Saker.Learning.Models;
using Saker.Platform.Serving;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

public sealed class LogTests
{
    [Fact]
    public async Task A_fault_is_logged_with_the_request_id_that_the_caller_was_told_and_tells_nothing_else()
    {
        using var log = new KeptLog();
        var model = new FailingModel();
        await using var server = new TestServer
        {
            Services = services => services.AddSingleton<ILoggerProvider>(log).AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(model)),
        };
        await server.StartAsync(options => options, hasModel: true);
        // Its warm-up went well.
        model.IsFailing = true;
        using var response = await server.Http.PostJsonAsync(
            "/api/endpoints/churn/predict", """{"rows":[{"tenure":3,"MonthlyCharges":1,"Contract":"One year","PaperlessBilling":true}]}""");
        var problem = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        var (eventId, exception, scopes) = Assert.Single(log.Errors);
        Assert.Equal(1100, eventId.Id);
        Assert.Contains("secret", exception!.Message, StringComparison.Ordinal);
        Assert.Contains(problem.GetProperty("requestId").GetString()!, scopes, StringComparison.Ordinal);
    }

    private sealed class FailingModel : IModel
    {
        public bool IsFailing { get; set; }

        public Signature Signature => ToyChurn.Signature;

        public ValueTask<Saker.Data.Table> PredictAsync(Saker.Data.Table rows, CancellationToken cancellationToken) =>
            IsFailing ? throw new InvalidOperationException("a secret of the engine") : ValueTask.FromResult(new Saker.Data.Table([Saker.Data.Column.Of<string>("label", new[] { "No" }), Saker.Data.Column.Of<float>("probability", new[] { 0.1f })]));
    }
}
