using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Settings;

/// <summary>What each role may do, read from the routes themselves, so that it is never out of date.</summary>
internal static class RoleActs
{
    public static IReadOnlyList<RoleAct> Of(EndpointDataSource routes) =>
    [
        .. from route in routes.Endpoints.OfType<RouteEndpoint>()
           let role = route.Metadata.GetMetadata<NeedsRole>()?.Role
           let summary = route.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary
           where role is not null && summary is not null
           let area = route.Metadata.GetMetadata<ITagsMetadata>()?.Tags.FirstOrDefault() ?? "Other"
           from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           orderby role descending, area, route.RoutePattern.RawText, method
           select new RoleAct(role.Value, area, summary, $"{method} /{route.RoutePattern.RawText?.Trim('/')}"),
    ];
}
