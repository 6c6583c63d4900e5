using System.Text;

namespace Saker.Conformance.Rest;

/// <summary>Wrong methods and paths.</summary>
internal static class RouteChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.route.unknown", "A path that the protocol does not know answers 404.", CheckLevel.Should, Sections.Http, async (subject, token) => (await subject.Rest.GetAsync("v2/no/such/path", token)).RequireStatus(404, "there is nothing")),
        new("rest.route.infer-get", "GET on infer is refused, best with 405.", CheckLevel.Should, Sections.Http, (subject, token) => WrongMethodAsync(subject, HttpMethod.Get, subject.InferPath, token)),
        new("rest.route.metadata-post", "POST on a model's metadata is refused, best with 405.", CheckLevel.Should, Sections.Http, (subject, token) => WrongMethodAsync(subject, HttpMethod.Post, subject.AskedPath, token)),
        new("rest.route.health-post", "POST on a health route is refused, best with 405.", CheckLevel.Should, Sections.Http, (subject, token) => WrongMethodAsync(subject, HttpMethod.Post, "v2/health/live", token)),
    ];

    private static async Task WrongMethodAsync(Subject subject, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var body = method == HttpMethod.Post ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        var answer = await subject.Rest.SendAsync(method, path, body, body is null ? "" : "{}", cancellationToken);
        answer.Require(answer.Status is 405 or 404, $"the status is {answer.Status}", "status 405, or 404 where the route is only known by its method");
    }
}
