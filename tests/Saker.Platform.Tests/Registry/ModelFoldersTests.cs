using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Registry;

/// <summary>What lies on disk beside the registry's tables.</summary>
public sealed class ModelFoldersTests : EmbeddedTests
{
    private ModelFolders Models => Saker.Services.GetRequiredService<ModelFolders>();

    private string[] Folders => [.. Directory.GetDirectories(Saker.Home.Models).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

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
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Aliases = ["latest"] }, Cancellation));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, new CancellationToken(canceled: true)));
        Assert.Empty(Folders);
    }

    [Fact]
    public async Task Recovery_removes_what_nothing_refers_to_and_what_the_dead_left()
    {
        using var source = new ModelSource();
        var version = await RegisterAsync(source);
        var living = await Backend.OpenAsync();
        var owner = Path.GetFileNameWithoutExtension(Directory.GetFiles(Saker.Home.Locks, "*.lock").First());
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
    public async Task What_is_published_already_is_not_read_within_the_write()
    {
        using var source = new ModelSource();
        var version = await RegisterAsync(source);
        var staged = await Models.StageAsync(source.Folder, Cancellation);
        // Whoever opened it now would fail.
        await using (new FileStream(Path.Combine(version.Folder!, "model.onnx"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            await PublishAsync(staged);
        Assert.True(Directory.Exists(staged.Path));
        ContentFolders.Discard(staged.Path);
    }

    [Fact]
    public async Task What_changes_between_the_look_and_the_write_is_published_anew()
    {
        const string tampered = "of the same size";
        using var source = new ModelSource(new string('x', tampered.Length));
        var version = await RegisterAsync(source);
        var staged = await Models.StageAsync(source.Folder, Cancellation);
        var file = Path.Combine(version.Folder!, "model.onnx");
        var before = File.GetLastWriteTimeUtc(file);
        await File.WriteAllTextAsync(file, tampered, Cancellation);
        File.SetLastWriteTimeUtc(file, before.AddMilliseconds(1));
        await PublishAsync(staged);
        await Models.VerifyAsync(version, Cancellation);
    }

    [Fact]
    public async Task A_card_is_shown_up_to_a_limit()
    {
        using var source = new ModelSource();
        source.Write("card.md", "# Long\n" + new string('x', 10 * VersionCards.MaxWritten));
        var card = await Saker.Cards.WriteAsync(await RegisterAsync(source), Cancellation);
        Assert.InRange(card.Length, VersionCards.MaxWritten, VersionCards.MaxWritten + 5_000);
        Assert.Contains("The card is longer", card, StringComparison.Ordinal);
        Assert.Contains("## In the registry", card, StringComparison.Ordinal);
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
        await File.WriteAllTextAsync(Path.Combine(Saker.Home.Blobs, hash[..2], hash), "a m0del", Cancellation);
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
        await Saker.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync(sql), Cancellation);
        Saker = await Backend.OpenAsync();
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
        await Saker.Services.GetRequiredService<Database>().WriteAsync(session => session.ExecuteAsync("DELETE FROM model_files; DELETE FROM model_folders; DELETE FROM blobs"), Cancellation);
        Directory.Delete(Saker.Home.Blobs, recursive: true);
        File.Delete(Path.Combine(Saker.Home.Models, ".signed"));
        await File.WriteAllTextAsync(Path.Combine(changed.Folder!, "model.onnx"), "tampered", Cancellation);

        Saker = await Backend.OpenAsync();
        await Models.VerifyAsync(version, Cancellation);
        await Failures.OfAsync(ErrorKind.DataLoss, () => Models.VerifyAsync(changed, Cancellation));
        Directory.Delete(version.Folder!, recursive: true);
        await Models.VerifyAsync(version, Cancellation);
    }

    private string Make(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Saker.Home.Models, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "half");
        return name;
    }

    private Task PublishAsync(StagedFolder staged) => Saker.Services.GetRequiredService<Database>().WriteAsync(session => Models.PublishAsync(session, staged), Cancellation);

    private Task<ModelVersion> RegisterAsync(ModelSource source) => Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
}
