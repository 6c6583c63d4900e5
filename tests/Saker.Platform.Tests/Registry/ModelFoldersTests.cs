using Saker.Data;
using Saker.Platform.Registry;

namespace Saker.Platform.Tests.Registry;

/// <summary>What lies on disk beside the registry's tables.</summary>
public sealed class ModelFoldersTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string[] Folders => [.. Directory.GetDirectories(_saker.Home.Models).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Same_content_lies_there_once()
    {
        using var source = new ModelSource();
        var first = await RegisterAsync(source);
        var second = await RegisterAsync(source);
        Assert.Equal([first.Hash], Folders);
        Assert.Equal(first.Folder, second.Folder);
    }

    [Fact]
    public async Task Refused_registration_leaves_nothing()
    {
        using var source = new ModelSource();
        await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Aliases = ["latest"] }, Cancellation));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, new CancellationToken(canceled: true)));
        Assert.Empty(Folders);
    }

    [Fact]
    public async Task Recovery_removes_what_nothing_refers_to_and_what_the_dead_left()
    {
        using var source = new ModelSource();
        var version = await RegisterAsync(source);
        var living = await _backend.OpenAsync();
        var owner = Path.GetFileNameWithoutExtension(Directory.GetFiles(_saker.Home.Locks, "*.lock").First());
        Make(new string('0', 64));
        Make($".new-{new string('Z', 26)}-{new string('0', 26)}");
        var underWay = Make($".new-{owner}-{new string('0', 26)}");
        var foreign = Make("somebody's");

        Assert.Equal(2, await living.Registry.RecoverAsync(Cancellation));

        Assert.Equal(new[] { version.Hash, underWay, foreign }.Order(StringComparer.Ordinal), Folders);
        await ModelFolders.VerifyAsync(version, Cancellation);
    }

    [Fact]
    public async Task Files_that_were_changed_are_noticed_and_repaired_by_registering_again()
    {
        using var source = new ModelSource();
        var version = await RegisterAsync(source);
        await File.WriteAllTextAsync(Path.Combine(version.Folder, "model.onnx"), "tampered", Cancellation);
        var changed = await Failures.OfAsync(ErrorKind.Internal, () => ModelFolders.VerifyAsync(version, Cancellation));
        Assert.Contains("churn/1", changed.Message, StringComparison.Ordinal);

        await RegisterAsync(source);
        await ModelFolders.VerifyAsync(version, Cancellation);
        Assert.Equal([version.Hash], Folders);

        Directory.Delete(version.Folder, recursive: true);
        await Failures.OfAsync(ErrorKind.Internal, () => ModelFolders.VerifyAsync(version, Cancellation));
        await RegisterAsync(source);
        await ModelFolders.VerifyAsync(version, Cancellation);
    }

    private string Make(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_saker.Home.Models, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "half");
        return name;
    }

    private Task<ModelVersion> RegisterAsync(ModelSource source) => _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
}
