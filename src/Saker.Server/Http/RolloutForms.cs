using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Rollouts;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>A rollout started by the form of its page: the same act as the API's. What is refused comes back as the form, with what was filled in and what is wrong with it.</summary>
internal static class RolloutForms
{
    private const string Page = "/rollouts/start";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Page, StartAsync).Needs(Role.Deployer).Audited(AuditActs.RolloutStarted).ExcludeFromDescription();

    private static async Task<IResult> StartAsync(HttpContext context, IEndpointStore endpoints, IRegistryStore registry, RolloutDesk desk, CancellationToken cancellationToken)
    {
        var form = await PageForm.RequireAsync(context, "POST /api/endpoints/{name}/rollouts", cancellationToken);
        var known = await endpoints.ListAsync(cancellationToken);
        var name = form.Text("endpoint") ?? "";
        var endpoint = known.FirstOrDefault(one => one.Name == name) ?? throw EndpointsApi.Missing(name);
        try
        {
            return PageForm.BackTo(context, "/rollouts/" + Uri.EscapeDataString((await EndpointRolloutsApi.StartAsync(name, RolloutRequests.Read(form), context, registry, desk, cancellationToken)).Id));
        }
        catch (SakerException e) when (e.Kind != ErrorKind.Internal)
        {
            context.SetAuditFailure(e.Message);
            return new PageResult<RolloutStartPage>(
                new()
                {
                    [nameof(RolloutStartPage.Endpoints)] = known,
                    [nameof(RolloutStartPage.Endpoint)] = endpoint,
                    [nameof(RolloutStartPage.Fields)] = form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal),
                    [nameof(RolloutStartPage.Settings)] = (await desk.FindPolicyAsync(name, cancellationToken))?.Settings ?? new RolloutSettings(),
                    [nameof(RolloutStartPage.Fault)] = e,
                },
                ErrorResponses.Status(e.Kind));
        }
    }
}
