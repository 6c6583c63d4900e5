using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Serving.Snippets;
using Saker.Dashboard.Settings;
using Saker.Learning.Models;
using Saker.Platform.Identity;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Serving.Trying;

/// <summary>The form that tries an endpoint, and the code that asks it. Sending the form is the server's, as every prediction is.</summary>
internal static class TryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/endpoints/{name}/try", TryAsync).ExcludeFromDescription();
        routes.MapGet("/endpoints/{name}/code", CodeAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> TryAsync(string name, HttpRequest request, EndpointViews endpoints, ModelHost host, ServedExamples examples, CancellationToken cancellationToken)
    {
        var endpoint = endpoints.Find(name) ?? throw Pages.Missing("endpoint", name, "/endpoints");
        var signature = await SignatureAsync(endpoint, host, cancellationToken);
        return Pages.Show<TryPage>(
            (nameof(TryPage.Endpoint), endpoint),
            (nameof(TryPage.Signature), signature),
            (nameof(TryPage.State), signature is null ? new TryState() : new TryState
            {
                Values = signature.TakesTensors ? null : await ValuesAsync(request.Query, endpoint, signature, examples, cancellationToken),
                Body = signature.TakesTensors ? request.Query["body"].ToString() is { Length: > 0 } body ? body : TensorExample.Write(signature, values: null, isIndented: false) : null,
                WantsExplanation = request.Query["explain"] != "no",
            }));
    }

    private static async Task<IResult> CodeAsync(string name, HttpRequest request, EndpointViews endpoints, ModelHost host, ServedExamples examples, ServerFacts facts, AccessControl access, CancellationToken cancellationToken)
    {
        var endpoint = endpoints.Find(name) ?? throw Pages.Missing("endpoint", name, "/endpoints");
        var signature = await SignatureAsync(endpoint, host, cancellationToken);
        var snippets = signature is null ? [] : SnippetList.Of(new SnippetSource
        {
            Server = Pages.Server(request),
            GrpcPort = facts.FindGrpcPort(),
            Host = request.Host.Host,
            Endpoint = name,
            Signature = signature,
            Values = signature.TakesTensors ? null : await ValuesAsync(request.Query, endpoint, signature, examples, cancellationToken),
            NeedsKey = access.IsOn,
        });
        return Pages.Show<CodePage>((nameof(CodePage.Endpoint), endpoint), (nameof(CodePage.Signature), signature), (nameof(CodePage.Snippets), snippets), (nameof(CodePage.NeedsKey), access.IsOn));
    }

    private static async Task<TryValues> ValuesAsync(IQueryCollection query, EndpointView endpoint, Signature signature, ServedExamples examples, CancellationToken cancellationToken)
    {
        var said = TryValues.Of(query);
        if (!said.IsEmpty)
            return said;
        var rows = endpoint.Status is { ServingModel: { } model, ServingVersion: { } version } ? await examples.FindAsync(model, version, signature, cancellationToken) : null;
        return TryValues.Example(signature, rows);
    }

    // A version that was never loaded says what it takes once it is.
    private static async Task<Signature?> SignatureAsync(EndpointView endpoint, ModelHost host, CancellationToken cancellationToken)
    {
        if (endpoint.Signature is not null)
            return endpoint.Signature;
        try
        {
            return endpoint.Status.IsServing ? await host.GetSignatureAsync(endpoint.Name, cancellationToken) : null;
        }
        catch (Saker.Data.SakerException)
        {
            return null;
        }
    }
}
