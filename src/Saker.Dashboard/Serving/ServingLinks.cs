using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Serving;

/// <summary>The addresses of an endpoint's views.</summary>
internal static class ServingLinks
{
    public static string Try(string endpoint) => Links.Endpoint(endpoint) + "/try";

    public static string Code(string endpoint) => Links.Endpoint(endpoint) + "/code";

    public static string Settings(string endpoint) => Links.Endpoint(endpoint) + "/settings";
}
