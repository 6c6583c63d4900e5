using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Serving;

/// <summary>What endpoints should serve, in the home's database.</summary>
internal sealed class SqlEndpointStore(Database database, IArrivals arrivals) : IEndpointStore
{
    public Task<Endpoint> DeployAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        Names.Require("endpoint", deployment.Endpoint);
        deployment.Settings?.Validate();
        RegistrationCheck.RequireReason(deployment.Override);
        return database.WriteAsync(session => arrivals.DeployAsync(session, deployment), cancellationToken);
    }

    public Task<Endpoint> SetSettingsAsync(string name, EndpointSettings settings, CancellationToken cancellationToken) =>
        ChangeSettingsAsync(name, _ => settings, cancellationToken);

    public Task<Endpoint> ChangeSettingsAsync(string name, Func<EndpointSettings, EndpointSettings> change, CancellationToken cancellationToken) => database.WriteAsync(
        session => EndpointRows.ChangeSettingsAsync(session, name, change), cancellationToken);

    public Task<IReadOnlyList<Endpoint>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(EndpointRows.ListAsync, cancellationToken);

    public Task<Endpoint?> FindAsync(string name, CancellationToken cancellationToken) => database.ReadAsync(session => EndpointRows.FindAsync(session, name), cancellationToken);

    public Task<bool> RemoveAsync(string name, Actor? by, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            // Or anybody could remove it and deploy another model under its name.
            await EndpointRows.RequireMayLeaveAsync(session, await EndpointRows.FindAsync(session, name), null, null, by);
            await arrivals.RemovedAsync(session, name, by);
            return await EndpointRows.RemoveAsync(session, name);
        },
        cancellationToken);
}
