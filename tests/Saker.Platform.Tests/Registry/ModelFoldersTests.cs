using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Registry;

/// <summary>What lies on disk beside the registry's tables.</summary>
public sealed class ModelFoldersTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ModelFolders Models => _saker.Services.GetRequiredService<ModelFolders>();

    private string[] Folders => [.. Directory.GetDirectories(_saker.Home.Models).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync();

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Same_content_lies_there_once()
    {
        using var source = new ModelSource();
        var first = await RegisterAsync(source);
        var second = await RegisterAsync(source);
        Assert.Equal([first.Hash!], Folders);
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
        await Models.VerifyAsync(version, Cancellation);
    }

    [Fact]
    public async Task Files_that_were_changed_are_noticed_and_repaired_by_registering_again()
    {
        using var source = new ModelSource();
        var version = await RegisterAsync(source);
        await File.WriteAllTextAsync(Path.Combine(version.Folder!, "model.onnx"), "tampered", Cancellation);
        var changed = await Failures.OfAsync(ErrorKind.DataLoss, () => Models.VerifyAsync(version, Cancellation));
        Assert.Contains("churn/1", changed.Message, StringComparison.Ordinal);

        await RegisterAsync(source);
        await Models.VerifyAsync(version, Cancellation);
        Assert.Equal([version.Hash!], Folders);
    }

    [Fact]
    public async Task A_folder_that_this_machine_lacks_is_made_again_from_the_blob_store()
    {
        using var source = new ModelSource();
        var version = await RegisterAsync(source);
        Directory.Delete(version.Folder!, recursive: true);
        await Models.VerifyAsync(version, Cancellation);
        Assert.Equal([version.Hash!], Folders);
        Assert.Equal("a model, annotated", await File.ReadAllTextAsync(Path.Combine(version.Folder!, "extra", "notes.md"), Cancellation));
    }

    [Fact]
    public async Task A_folder_cannot_be_made_again_from_content_that_was_changed()
    {
        using var source = new ModelSource();
        var version = await RegisterAsync(source);
        Directory.Delete(version.Folder!, recursive: true);
        var hash = Convert.ToHexStringLower(SHA256.HashData("a model"u8));
        await File.WriteAllTextAsync(Path.Combine(_saker.Home.Blobs, hash[..2], hash), "a m0del", Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.DataLoss, () => Models.VerifyAsync(version, Cancellation));
        Assert.Contains("'model.onnx' of the model churn/1", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Folders);
    }

    [Theory]
    [InlineData("DELETE FROM model_files; DELETE FROM model_folders", "it is not signed")]
    [InlineData("UPDATE model_folders SET signature = ''", "it is not signed")]
    [InlineData("UPDATE model_folders SET signature = '0123456789abcdef:AAAA'", "signed with the key 0123456789abcdef")]
    public async Task A_model_whose_signature_is_not_ours_is_not_loaded_and_not_signed_when_the_home_is_opened_again(string sql, string reason)
    {
        using var source = new ModelSource();
        var version = await RegisterAsync(source);
        await _saker.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync(sql), Cancellation);
        _saker = await _backend.OpenAsync();
        var failure = await Failures.OfAsync(ErrorKind.DataLoss, () => Models.VerifyAsync(version, Cancellation));
        Assert.Contains("churn/1 is not to be trusted", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        await RegisterAsync(source);
        await Models.VerifyAsync(version, Cancellation);
    }

    [Fact]
    public async Task Folders_from_before_there_were_signatures_are_signed_once()
    {
        using var source = new ModelSource();
        var version = await RegisterAsync(source);
        using var other = new ModelSource("another");
        var changed = await RegisterAsync(other);
        await _saker.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync("DELETE FROM model_files; DELETE FROM model_folders; DELETE FROM blobs"), Cancellation);
        Directory.Delete(_saker.Home.Blobs, recursive: true);
        File.Delete(Path.Combine(_saker.Home.Models, ".signed"));
        await File.WriteAllTextAsync(Path.Combine(changed.Folder!, "model.onnx"), "tampered", Cancellation);

        _saker = await _backend.OpenAsync();
        await Models.VerifyAsync(version, Cancellation);
        await Failures.OfAsync(ErrorKind.DataLoss, () => Models.VerifyAsync(changed, Cancellation));
        Directory.Delete(version.Folder!, recursive: true);
        await Models.VerifyAsync(version, Cancellation);
    }

    private string Make(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_saker.Home.Models, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "half");
        return name;
    }

    private Task<ModelVersion> RegisterAsync(ModelSource source) => _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
}
