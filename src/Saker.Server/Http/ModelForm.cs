using Microsoft.AspNetCore.Http;
using Saker.Platform.Registry;

namespace Saker.Server.Http;

/// <summary>A form that a page of a model sent.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">Its version; 0 where the page is that of the model.</param>
/// <param name="Fields">What was filled in.</param>
/// <param name="Context">The request.</param>
/// <param name="Registry">The models.</param>
/// <param name="Cancellation">The browser is gone.</param>
internal sealed record ModelForm(string Model, int Version, IFormCollection Fields, HttpContext Context, IRegistryStore Registry, CancellationToken Cancellation)
{
    public string ModelPage => "/models/" + Uri.EscapeDataString(Model);

    public string VersionPage => $"{ModelPage}/{Version}";
}
