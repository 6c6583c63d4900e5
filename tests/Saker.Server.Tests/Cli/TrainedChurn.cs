using System.Text.Json;

namespace Saker.Server.Tests.Cli;

/// <summary>A home in which the churn pipeline was trained once, for tests that only read it.</summary>
public sealed class TrainedChurn : IAsyncLifetime
{
    private readonly CliFolder _folder = new();

    /// <summary>What <c>saker train --json</c> wrote.</summary>
    public JsonElement Result { get; private set; }

    /// <summary>Where it was trained.</summary>
    public string Home => _folder.Home;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        using var training = await SakerProcess.RunAsync(_folder.Path, _folder.Home, "train", CliFolder.ChurnFile, "--json");
        Assert.True(training.ExitCode == 0, training.Errors + training.Output);
        Result = training.Json.Clone();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
