using Saker.Learning.Models;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving;

/// <summary>Loads a registered version into memory. A model that is disposable is disposed once its last request has ended.</summary>
public delegate Task<IModel> ModelLoader(ModelVersion version, CancellationToken cancellationToken);
