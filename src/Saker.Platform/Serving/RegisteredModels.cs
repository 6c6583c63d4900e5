using Saker.Learning.Models;
using Saker.Onnx.Sessions;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving;

/// <summary>Loads registered versions from their folders.</summary>
internal sealed class RegisteredModels(ModelFolders folders, ServingOptions options)
{
    private SessionSettings Session => new() { Device = ExecutionDevice.Parse(options.Device), UsesRowPlans = options.UsesRowPlans, MaxOutputBytes = options.MaxAnswerBytes };

    /// <summary>Loads a version after making sure that its files are what was registered.</summary>
    public async Task<IModel> LoadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        version.RequireFiles();
        await folders.VerifyAsync(version, cancellationToken);
        var folder = await ModelFolder.ReadAsync(version.Folder, expectedHash: null, ModelFolderOptions.Default, cancellationToken);
        return OnnxModels.Open(folder.Contents.Model, folder.Contents.Signature, Session);
    }
}
