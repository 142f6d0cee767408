// Save as Jenkinsfile of a multibranch pipeline, or add the stage to yours. The report is in the log and among the
// artifacts of the build. Leave "Shallow clone" of the branch source off.
pipeline {
    agent any
    environment {
        RISKCHECK_SOURCE = 'git+https://git.example/your-org/riskcheck@main' // fill in: where your copy is
    }
    stages {
        stage('riskcheck') {
            when { changeRequest() }
            steps {
                // Advice, never a gate: also where riskcheck cannot be installed.
                catchError(buildResult: 'SUCCESS', stageResult: 'UNSTABLE') {
                    // Jenkins fetches the pull request only, and nothing can be compared without its target. In a
                    // private repository put this into withCredentials([gitUsernamePassword(credentialsId: '...')]).
                    sh '''
                        git fetch --quiet --no-tags origin "+refs/heads/$CHANGE_TARGET:refs/remotes/origin/$CHANGE_TARGET" ||
                            echo "riskcheck: the target could not be fetched"
                        venv="$(mktemp -d)"
                        python3 -I -m venv "$venv"
                        "$venv/bin/pip" install --quiet "$RISKCHECK_SOURCE"
                        "$venv/bin/riskcheck" ci --format markdown=riskcheck.md --format json=riskcheck.json
                    '''
                }
            }
            post {
                always { archiveArtifacts artifacts: 'riskcheck.json, riskcheck.md', allowEmptyArchive: true }
            }
        }
    }
}
